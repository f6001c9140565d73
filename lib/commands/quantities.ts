import { onOneLine } from "./visible.ts";

/** `1 claim`, `2,000 claims`. */
export function counted(count: number, what: string): string {
  return `${grouped(count)} ${what}${count === 1 ? "" : "s"}`;
}

/** With a comma between thousands, whatever the machine's locale is. */
export function grouped(count: number): string {
  return count.toLocaleString("en-US");
}

/** Bytes of all objects together. */
export function sumOf(objects: readonly { readonly size: number }[]): number {
  return objects.reduce((sum, { size }) => sum + size, 0);
}

/** Rows as columns that are as wide as their widest cell; each row stays on its line. */
export function columns(table: readonly (readonly string[])[]): string {
  const rows = table.map((row) => row.map(onOneLine));
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, at) => Math.max(cell.length, widest[at] ?? 0)),
    [],
  );
  const line = (row: readonly string[]) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0));
  return rows.map((row) => line(row).join("  ").trimEnd()).join("\n");
}
