import type { ComponentChildren, RefObject } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import { type Cell, cellNumber, type Grid, numberedCell, steppedCell } from "./cursor-model.ts";
import { cellUnder, cursorBox, mapSize, type Size } from "./map-model.ts";
import { type Reading, spoken } from "./readings.ts";
import { ReadingSlider } from "./reading-slider.tsx";
import { useWidth } from "./use-width.ts";

export interface MapFrameProps {
  /** What the map is, for those who come to it by key. */
  readonly label: string;
  /** The id of the sentence that says what is on it. */
  readonly describedBy: string;
  readonly grid: Grid;
  /** Its proportions. */
  readonly image: Size;
  /** The cell that is read off. */
  readonly cell: Cell | undefined;
  /** The cell that keys start from. */
  readonly start: Cell;
  readonly readingsOf: (cell: Cell) => readonly Reading[];
  readonly onRead: (cell: Cell | undefined) => void;
  readonly children: ComponentChildren;
  /** Drawn over the map, in pixels of its size. */
  readonly overlay: (size: Size) => ComponentChildren;
  readonly bar: ComponentChildren;
}

const HIGHEST = 560;
const GUESSED_WIDTH = 320;

/** A map with a cursor that a pointer or the arrow keys move from cell to cell, and its colour bar. */
export function MapFrame(props: MapFrameProps) {
  const { grid, image, cell, onRead, children, overlay, bar } = props;
  const [ref, { width, scale }] = useWidth<HTMLDivElement>(GUESSED_WIDTH);
  const input = useRef<HTMLInputElement>(null);
  const size = useMemo(() => mapSize(width, image, HIGHEST), [width, image]);
  const drawn = useMemo(() => overlay(size), [overlay, size]);
  const [focused, setFocused] = useState(false);
  const toPointer = (event: PointerEvent & { currentTarget: Element }): void => {
    onRead(cellUnder(event, event.currentTarget.getBoundingClientRect(), grid));
  };
  return (
    <div class="fig-map">
      <div ref={ref} class="fig-map-room">
        <div
          class="fig-map-plot"
          role="presentation"
          style={{
            width: `${size.width * scale}px`,
            height: `${size.height * scale}px`,
            // On paper, the width is the paper's.
            aspectRatio: `${size.width} / ${size.height}`,
          }}
          onPointerMove={toPointer}
          onPointerDown={toPointer}
          onPointerLeave={() => onRead(focused ? cell : undefined)}
          onClick={() => input.current?.focus()}
        >
          {children}
          <svg
            class="fig-overlay"
            viewBox={`0 0 ${size.width} ${size.height}`}
            preserveAspectRatio="none"
            aria-hidden="true"
          >
            {drawn}
            {cell !== undefined && <CellCursor cell={cell} grid={grid} size={size} />}
          </svg>
          <CellSlider {...props} inputRef={input} onFocused={setFocused} />
        </div>
      </div>
      {bar}
    </div>
  );
}

interface CellSliderProps extends MapFrameProps {
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly onFocused: (focused: boolean) => void;
}

/**
 * The map for keys and screen readers: a slider over its cells, row by row, whose arrow keys move in both
 * directions and whose value is said in words.
 */
function CellSlider(props: CellSliderProps) {
  const { label, describedBy, grid, cell, start, readingsOf, onRead, inputRef, onFocused } = props;
  const at = cell ?? start;
  return (
    <ReadingSlider
      inputRef={inputRef}
      label={label}
      describedBy={describedBy}
      min={0}
      max={grid.width * grid.height - 1}
      value={cellNumber(at, grid)}
      at={at}
      atValue={(value) => numberedCell(value, grid)}
      words={spoken(readingsOf(at))}
      onRead={onRead}
      onFocused={onFocused}
      onKeyDown={(event) => {
        const next = steppedCell(at, grid, event);
        if (next === undefined) return;
        event.preventDefault();
        onRead(next);
      }}
    />
  );
}

interface CellCursorProps {
  readonly cell: Cell;
  readonly grid: Grid;
  readonly size: Size;
}

/** A light line on a dark one is seen on every colour of the map. */
function CellCursor({ cell, grid, size }: CellCursorProps) {
  const box = cursorBox(cell, grid, size);
  return (
    <g class="fig-cell">
      <rect {...box} />
      <rect {...box} />
    </g>
  );
}
