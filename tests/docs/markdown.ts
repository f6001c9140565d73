/** Cells of every row below the heads of the tables in a text, without back quotes around a first cell. */
export function tableRows(text: string): string[][] {
  const lines = text.split("\n");
  return lines
    .filter((line, index) => line.startsWith("|") && !isHead(lines, index) && !isRule(line))
    .map(cellsOf)
    .map(([first = "", ...rest]) => [first.replaceAll("`", ""), ...rest]);
}

function cellsOf(line: string): string[] {
  return line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());
}

function isHead(lines: readonly string[], index: number): boolean {
  return isRule(lines[index + 1] ?? "");
}

function isRule(line: string): boolean {
  return /^\|[\s:|-]+\|$/.test(line);
}
