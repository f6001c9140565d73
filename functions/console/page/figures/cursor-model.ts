/** Where a key takes the read-out of a figure. */

/** A key as pressed, with what is held. */
export interface Key {
  readonly key: string;
  readonly shiftKey?: boolean;
  readonly ctrlKey?: boolean;
}

/** Cells that a page key, or an arrow with shift, passes over. */
const FAR = 10;

/** A cell of a map, counted from the top left. */
export interface Cell {
  readonly row: number;
  readonly col: number;
}

/** Columns and rows of a map. */
export interface Grid {
  readonly width: number;
  readonly height: number;
}

/**
 * The next cell of a map: arrows go to a neighbour, with shift ten further; Home and End to the ends of
 * the row, with control to the corners. Undefined for a key that moves nothing.
 */
export function steppedCell({ row, col }: Cell, grid: Grid, pressed: Key): Cell | undefined {
  const step = stepOf(pressed, grid);
  if (step === undefined) return undefined;
  return { row: clamped(row + step.row, grid.height), col: clamped(col + step.col, grid.width) };
}

function stepOf({ key, shiftKey = false, ctrlKey = false }: Key, grid: Grid): Cell | undefined {
  const size = shiftKey ? FAR : 1;
  const steps: Readonly<Record<string, Cell>> = {
    ArrowRight: { row: 0, col: size },
    ArrowLeft: { row: 0, col: -size },
    ArrowDown: { row: size, col: 0 },
    ArrowUp: { row: -size, col: 0 },
    PageDown: { row: FAR, col: 0 },
    PageUp: { row: -FAR, col: 0 },
    Home: { row: ctrlKey ? -grid.height : 0, col: -grid.width },
    End: { row: ctrlKey ? grid.height : 0, col: grid.width },
  };
  return steps[key];
}

/** A cell's number, row by row from the top left. */
export function cellNumber({ row, col }: Cell, { width }: Grid): number {
  return row * width + col;
}

/** The cell with a number. */
export function numberedCell(number: number, { width }: Grid): Cell {
  return { row: Math.floor(number / width), col: number % width };
}

/** The cell under a pointer, given as shares of the map; on its edge, the cell next to it. */
export function cellAt(x: number, y: number, { width, height }: Grid): Cell {
  return {
    row: clamped(Math.floor(y * height), height),
    col: clamped(Math.floor(x * width), width),
  };
}

/** The index of the position nearest to `x`; positions ascend. The left one of two at equal distance. */
export function nearest(positions: readonly number[], x: number): number {
  let [low, high] = [0, positions.length - 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [left = 0, right = 0] = [positions[middle], positions[middle + 1]];
    if (x - left <= right - x) high = middle;
    else low = middle + 1;
  }
  return low;
}

function clamped(index: number, count: number): number {
  return Math.min(Math.max(index, 0), Math.max(count - 1, 0));
}
