import type { Flow } from "./flow.ts";
import { COLUMN, SPACE } from "./measures.ts";
import { drawTable, drawTableNote } from "./table.ts";
import { drawPanel } from "./table-panel.ts";
import { placeNarrow, type PlacedTable, type Table } from "./table-placement.ts";

/** Between tables side by side. */
const GUTTER = 22;
const WIDTH = (COLUMN.width - GUTTER) / 2;
/** Tables higher than this take panels of their own over the whole width. */
const HIGHEST = 150;

interface Beside {
  readonly table: Table;
  readonly placed: PlacedTable;
  readonly height: number;
}

/** Sets tables one after the other, two beside each other where both are narrow and short; the note of all once. */
export function drawTables(flow: Flow, tables: readonly Table[]): void {
  let index = 0;
  while (index < tables.length) {
    const pair = tables.slice(index, index + 2).flatMap((table) => besideOf(flow, table));
    if (pair.length === 2) {
      drawPair(flow, pair);
      index += 2;
    } else {
      for (const { note: _said, ...table } of tables.slice(index, index + 1))
        drawTable(flow, table);
      index += 1;
    }
  }
  const note = tables.find((table) => table.note !== undefined)?.note;
  if (note !== undefined) drawTableNote(flow, note);
}

function besideOf(flow: Flow, table: Table): Beside[] {
  const placed = placeNarrow(flow, table, WIDTH);
  if (placed === undefined) return [];
  const height = placed.headHeight + placed.rows.reduce((sum, row) => sum + row.height, 0);
  return height > HIGHEST ? [] : [{ table, placed, height }];
}

function drawPair(flow: Flow, pair: readonly Beside[]): void {
  const caption = Math.max(
    ...pair.map(({ table }) => flow.captionHeight(table.caption ?? "", WIDTH)),
  );
  const height = Math.max(...pair.map((beside) => beside.height));
  flow.ensure(caption + height);
  flow.space(SPACE.small);
  const { y } = flow;
  const top = y + caption - SPACE.small;
  for (const [index, { table, placed }] of pair.entries()) {
    const left = COLUMN.left + index * (WIDTH + GUTTER);
    flow.canvas.tagging.within("Table", () => {
      if (table.caption !== undefined) flow.captionAt(table.caption, { left, width: WIDTH, y });
      drawPanel(flow.canvas, table, placed, { left, top, rows: placed.rows });
    });
  }
  flow.y = top + height + SPACE.medium;
}
