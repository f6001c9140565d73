/**
 * The positions of numbers in the cells of a grid that outlines cross. All lengths are in cells, from the grid's left
 * and top.
 */
import { crosses, type Rectangle, type Segment, sidesOf } from "./boxes.ts";

/** An outline as shares of the grid. */
interface Outline {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

interface Cell {
  readonly row: number;
  readonly col: number;
}

/** The sides of outlines by the cells that they run through: a cell's number is its row times the size, plus its column. */
export type SidesByCell = ReadonlyMap<number, readonly Segment[]>;

export function sidesByCell(outlines: readonly Outline[], gridSize: number): SidesByCell {
  const found = new Map<number, Segment[]>();
  for (const { left, top, right, bottom } of outlines) {
    const width = (right - left) * gridSize;
    const height = (bottom - top) * gridSize;
    for (const side of sidesOf({ x: left * gridSize, y: top * gridSize, width, height })) {
      for (const cell of cellsAlong(side, gridSize)) {
        const sides = found.get(cell);
        if (sides === undefined) found.set(cell, [side]);
        else sides.push(side);
      }
    }
  }
  return found;
}

/** The cells of a side, which runs across or down. */
function cellsAlong({ from, to }: Segment, gridSize: number): number[] {
  const rows = indices(from.y, to.y, gridSize);
  const columns = indices(from.x, to.x, gridSize);
  return rows.flatMap((row) => columns.map((col) => row * gridSize + col));
}

function indices(one: number, other: number, gridSize: number): number[] {
  const within = (at: number): number => Math.min(Math.max(Math.floor(at), 0), gridSize - 1);
  const first = within(Math.min(one, other));
  const count = within(Math.max(one, other)) - first + 1;
  return Array.from({ length: count }, (_, index) => first + index);
}

/** How far a text may move from the middle, as shares of the free space on that side. */
const SHIFTS = [0, -0.25, 0.25, -0.5, 0.5, -0.75, 0.75, -0.95, 0.95] as const;

export interface CellText {
  /** The text with the room around it. */
  readonly box: Rectangle;
  /** Whether an outline runs through it wherever it stands in its cell. */
  readonly crossed: boolean;
}

/**
 * A text as close to the middle of its cell as no side crosses it; where every place is crossed, above or
 * below the middle where the fewest cross it.
 */
export function cellText(
  cell: Cell,
  size: { readonly width: number; readonly height: number },
  sides: readonly Segment[],
): CellText {
  const middle = boxOf(cell, size, 0, 0);
  const isFree = (box: Rectangle): boolean => !sides.some((side) => crosses(side, box));
  const free = isFree(middle) ? middle : boxesIn(cell, size, SHIFTS).find(isFree);
  if (free !== undefined) return { box: free, crossed: false };
  const level = boxesIn(cell, size, [0]);
  const crossing = level.map((box) => sides.filter((side) => crosses(side, box)).length);
  const box = level[crossing.indexOf(Math.min(...crossing))];
  return { box: box ?? middle, crossed: true };
}

/** The places for a text in its cell, the nearest to the middle first. */
function boxesIn(
  cell: Cell,
  size: { readonly width: number; readonly height: number },
  across: readonly number[],
): Rectangle[] {
  const distance = ({ x, y, width, height }: Rectangle): number =>
    Math.abs(x + width / 2 - cell.col - 0.5) + Math.abs(y + height / 2 - cell.row - 0.5);
  return across
    .flatMap((right) => SHIFTS.map((down) => boxOf(cell, size, right, down)))
    .toSorted((one, other) => distance(one) - distance(other));
}

function boxOf(
  { row, col }: Cell,
  { width, height }: { readonly width: number; readonly height: number },
  right: number,
  down: number,
): Rectangle {
  const x = col + (1 + right) * Math.max((1 - width) / 2, 0);
  const y = row + (1 + down) * Math.max((1 - height) / 2, 0);
  return { x, y, width, height };
}
