import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ERROR_CODES } from "../lib/errors.ts";

const CODES = Object.entries(ERROR_CODES);

/** The rows of docs/errors.md, cell by cell. */
const ROWS = readFileSync("docs/errors.md", "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| `"))
  .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))
  .map(([, code = "", status, when, todo]) => ({
    code: code.replaceAll("`", ""),
    status,
    when,
    todo,
  }));

test("docs/errors.md explains every code once, and no other", () => {
  const documented = ROWS.map(({ code }) => code);
  const known = CODES.map(([code]) => code);
  const unexplained = known.filter((code) => !documented.includes(code));
  expect(unexplained, "add a row to docs/errors.md for each").toEqual([]);
  const unknown = documented.filter((code) => !known.some((other) => other === code));
  expect(unknown, "lib/errors.ts has none of these: remove their rows").toEqual([]);
  expect(new Set(documented).size).toBe(documented.length);
});

test.each(CODES)(
  "docs/errors.md has status %s as %i, when it happens and what to do",
  (code, status) => {
    const row = ROWS.find((other) => other.code === code);
    expect(row?.status).toBe(String(status));
    expect(row?.when).toMatch(/\w{3}/);
    expect(row?.todo).toMatch(/\w{3}/);
  },
);

const LIB_TEXTS = readdirSync("lib", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => readFileSync(join("lib", name), "utf8"));

/** Codes are written out where an error is made: one that nothing makes explains nothing. */
test.each(CODES.map(([code]) => code))("something in lib throws %s", (code) => {
  const thrown = new RegExp(`new ClarityError\\(\\s*"${code}"`);
  expect(LIB_TEXTS.some((text) => thrown.test(text))).toBe(true);
});

const PAGES = [
  "README.md",
  ...readdirSync("docs", { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(?:md|json)$/.test(name))
    .map((name) => join("docs", name)),
];

/** Wherever a status and a code stand together, and wherever a type is written out. */
test.each(PAGES)("%s names no code that there is not, and none with another status", (page) => {
  const text = readFileSync(page, "utf8");
  const paired = [...text.matchAll(/\b([45]\d\d) `([a-z_]+)`/g)].map(
    ([, status, code = ""]) => `${status} ${code}`,
  );
  const typed = [...text.matchAll(/urn:clarity:problem:([a-z_]+)/g)].map(([, code = ""]) => code);
  const known = new Set(CODES.map(([code, status]) => `${status} ${code}`));
  expect(paired.filter((pair) => !known.has(pair))).toEqual([]);
  expect(typed.filter((code) => !Object.hasOwn(ERROR_CODES, code))).toEqual([]);
});
