import type { Flow } from "./flow.ts";
import { QUARTER } from "./measures.ts";

/** Figures, or a table with what belongs to it. */
export interface Block {
  /** The height that it needs on a page to begin there. */
  readonly height: number;
  readonly draw: () => void;
}

/**
 * Sets figures and tables, each kind in its own order. If a figure does not fit, the next table goes before it, unless
 * the page is nearly full. So a page that ends before a figure is not left half empty.
 */
export function arrange(flow: Flow, figures: readonly Block[], tables: readonly Block[]): void {
  const [waiting, others] = [[...figures], [...tables]];
  while (waiting.length > 0 || others.length > 0) {
    const [figure] = waiting;
    // A heading above goes to no page without its figure.
    const isFull = flow.room < QUARTER && !flow.opening;
    const isNext = figure !== undefined && (figure.height <= flow.room || isFull);
    const block = isNext ? waiting.shift() : (others.shift() ?? waiting.shift());
    block?.draw();
  }
}

/** What the first block needs, whichever kind it will be: for the heading above. */
export function firstHeight(figures: readonly Block[], tables: readonly Block[]): number {
  const heights = [...figures.slice(0, 1), ...tables.slice(0, 1)].map(({ height }) => height);
  return heights.length === 0 ? 0 : Math.min(...heights);
}
