import type { TableColumn } from "./table-placement.ts";
import type { TableContent } from "../model/tables/content.ts";

/** A table's content with the widths of its columns, relative to each other; the last one for the rest. */
export function weighted<T extends TableContent>(
  content: T,
  weights: readonly number[],
): Omit<T, "columns"> & { readonly columns: readonly TableColumn[] } {
  const columns = content.columns.map((column, index) => ({
    ...column,
    weight: weights[index] ?? weights.at(-1) ?? 1,
  }));
  return { ...content, columns };
}
