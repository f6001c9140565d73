import { useState } from "preact/hooks";
import type { TableContent } from "../../../../lib/report/model/tables/content.ts";
import { tint } from "../../../../lib/report/scales/palettes.ts";
import { decimalRoom, ROWS_AT_ONCE, shownRows } from "./data-table-model.ts";
import { Disclosure } from "./disclosure.tsx";

interface DataTableProps {
  /** What the disclosure is called: `Table of the points of brightness`. */
  readonly summary: string;
  /** Makes the table once it is opened: most never are. */
  readonly content: () => TableContent;
  /** How dark the ground of a cell is, 0 to 1; none where undefined. */
  readonly ground?: (row: number, column: number) => number | undefined;
  readonly open?: boolean;
}

/** A figure's numbers as a table, behind a disclosure. */
export function DataTable({ summary, content, ground, open = false }: DataTableProps) {
  return (
    <Disclosure summary={summary} open={open}>
      {() => <TableRows name={summary} content={content()} ground={ground} />}
    </Disclosure>
  );
}

interface TableRowsProps {
  readonly name: string;
  readonly content: TableContent;
  readonly ground?: DataTableProps["ground"];
}

/** A table in a part of its own, which scrolls. */
export function TableRows({ name, content, ground }: TableRowsProps) {
  const [wanted, setWanted] = useState(ROWS_AT_ONCE);
  const { caption, columns, rowHeads = 1, marked } = content;
  const { count, rest } = shownRows(content.rows.length, wanted);
  const rows = content.rows.slice(0, count);
  const room = decimalRoom(content, rows);
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the keyboard must reach every part that scrolls */}
      <section class="fig-scroll" aria-label={name} tabIndex={0}>
        <table>
          {caption !== undefined && (
            <caption>
              <span>{caption}</span>
            </caption>
          )}
          <thead>
            <tr>
              {columns.map(({ head, align }) => (
                <th key={head} scope="col" class={align === "left" ? "" : "fig-number"}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((cells, row) => (
              <tr key={row} class={marked?.has(row) === true ? "fig-marked" : ""}>
                {cells.map((cell, column) => (
                  <TableCell
                    key={column}
                    head={column < rowHeads}
                    text={cell}
                    align={columns[column]?.align ?? "left"}
                    room={room(row, column)}
                    share={ground?.(row, column)}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {rest !== undefined && (
        <p class="fig-rest">
          {rest}{" "}
          <button type="button" onClick={() => setWanted(count + ROWS_AT_ONCE)}>
            Show {Math.min(ROWS_AT_ONCE, content.rows.length - count)} more
          </button>
        </p>
      )}
    </>
  );
}

interface TableCellProps {
  readonly head: boolean;
  readonly text: string;
  readonly align: TableContent["columns"][number]["align"];
  readonly room: number | undefined;
  readonly share: number | undefined;
}

function TableCell({ head, text, align, room = 0, share }: TableCellProps) {
  const names = [
    ...(align === "left" ? [] : ["fig-number"]),
    ...(room > 0 ? [`fig-room-${room}`] : []),
    ...(share === undefined ? [] : ["fig-tinted"]),
  ].join(" ");
  if (head) {
    return (
      <th scope="row" class={names}>
        {text}
      </th>
    );
  }
  const style = share === undefined ? undefined : { backgroundColor: `rgb(${tint(share).join()})` };
  return (
    <td class={names} style={style}>
      {text}
    </td>
  );
}
