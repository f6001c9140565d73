import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDERS = ["docs", "functions", "lib", "tests", ".github"];
/** Not ours: installed packages. */
const INSTALLED = /(?:^|\/)node_modules\//;

/** Every markdown file of the repository, by its path from the root. */
export function markdownFiles(): string[] {
  const top = readdirSync(".").filter((name) => name.endsWith(".md"));
  const below = FOLDERS.flatMap((folder) => {
    const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
    return names.filter((name) => name.endsWith(".md")).map((name) => join(folder, name));
  });
  return [...top, "local-cache/README.md", ...below].filter((path) => !INSTALLED.test(path));
}

export function readMarkdown(path: string): string {
  return readFileSync(path, "utf8");
}

/** Without code blocks. */
export function withoutBlocks(text: string): string {
  return text.replaceAll(/^(?:```|~~~).*?^(?:```|~~~)$/gms, "");
}

/** Files and folders of the repository that a text names in back quotes. */
export function namedPaths(text: string): string[] {
  const quoted = [...withoutBlocks(text).matchAll(/`([^`\n]+)`/g)].map(([, words = ""]) => words);
  return quoted.filter((words) =>
    /^(?:\.ci|\.github|docs|functions|lib|tests)\/[\w./-]*$/.test(words),
  );
}

/** The part of a page below a heading of the second level, up to the next one. */
export function section(text: string, heading: string): string {
  const [, rest] = text.split(`\n## ${heading}\n`);
  if (rest === undefined) throw new Error(`expected the heading ${heading}, found none`);
  return rest.split("\n## ")[0] ?? "";
}

/** Cells of every row below the heads of the tables in a text, without back quotes around a first cell. */
export function tableRows(text: string): string[][] {
  const lines = text.split("\n");
  return lines
    .filter((line, index) => line.startsWith("|") && !isHead(lines, index) && !isRule(line))
    .map((line) => cellsOf(line.replace(/^\| `([^`|]+)` /, "| $1 ")));
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
