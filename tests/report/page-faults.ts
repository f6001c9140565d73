import { COLUMN, FOOT_BASELINE, HEAD_BASELINE, PAGE } from "../../lib/report/layout/measures.ts";
import type { ReadPdf, Run } from "./read-pdf.ts";

/** Texts that lie on each other or leave the page's margins, in words; empty for a clean report. */
export function pageFaults({ runs, pages }: ReadPdf): string[] {
  const shown = runs.filter(({ text, upright }) => upright && text.trim() !== "");
  return pages.flatMap((_text, index) => {
    const onPage = shown.filter(({ page }) => page === index + 1);
    return [...outside(onPage), ...overprinted(onPage)];
  });
}

function outside(runs: readonly Run[]): string[] {
  const lowest = PAGE.height - FOOT_BASELINE - 1;
  const highest = PAGE.height - HEAD_BASELINE + 1;
  return runs
    .filter(({ x, width }) => x < COLUMN.left - 1 || x + width > COLUMN.right + 1)
    .concat(runs.filter(({ y }) => y < lowest || y > highest))
    .map((run) => `page ${run.page}: outside the margins: ${run.text}`);
}

/** From the base line to the height of capitals: what must stay free of other text. */
function overprinted(runs: readonly Run[]): string[] {
  const sorted = runs.toSorted((one, other) => one.y - other.y);
  return sorted.flatMap((run, index) => {
    const faults: string[] = [];
    for (const other of sorted.slice(index + 1)) {
      if (other.y >= run.y + run.height * 0.7) break;
      const apart = run.x + run.width <= other.x + 0.2 || other.x + other.width <= run.x + 0.2;
      if (!apart) faults.push(`page ${run.page}: “${run.text}” lies on “${other.text}”`);
    }
    return faults;
  });
}
