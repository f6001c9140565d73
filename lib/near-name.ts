/** A prefix that settings and their misspellings may have. It does not help to find the intended name. */
const PREFIX = /^CLARITY_/;

/**
 * The name that was probably meant by an unknown name: the nearest one, if at most a third of it has to be changed.
 * Case and the service's prefix do not count, so that CLARITY_PORT finds PORT.
 */
export function nearName(name: string, names: readonly string[]): string | undefined {
  let nearest: { readonly name: string; readonly edits: number } | undefined;
  for (const other of names) {
    const [written, meant] = [bare(name), bare(other)];
    const most = Math.floor(Math.max(written.length, meant.length) / 3);
    if (Math.abs(written.length - meant.length) > most) continue;
    const edits = editsBetween(written, meant);
    if (edits <= most && edits < (nearest?.edits ?? Infinity)) nearest = { name: other, edits };
  }
  return nearest?.name;
}

function bare(name: string): string {
  return name.toUpperCase().replace(PREFIX, "");
}

/** Levenshtein's distance: the fewest letters to insert, remove or replace. */
function editsBetween(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [index, letter] of Array.from(from).entries()) {
    const next = [index + 1];
    for (const [column, other] of Array.from(to).entries()) {
      const replaced = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
