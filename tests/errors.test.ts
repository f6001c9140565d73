import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ERROR_CODES, factsOf, isErrorCode } from "../lib/error-codes.ts";

const LIB = readdirSync("lib", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => ({ name, text: readFileSync(join("lib", name), "utf8") }));

/** A code that no code throws would be documented for nothing. */
test.each(ERROR_CODES)("something in lib throws %s", (code) => {
  const thrown = new RegExp(`new ClarityError\\(\\s*"${code}"`);
  expect(LIB.some(({ text }) => thrown.test(text))).toBe(true);
});

/** The edge may write messages itself; `lib/service/messages.ts` has those of all other errors. */
const INNER = /^(?:cache|case|report|service|store)\//;
const WITH_MESSAGE = /new ClarityError\(\s*"\w+",(?!\s*undefined\b)/;

test("inner layers throw codes and data, not messages", () => {
  const inner = LIB.filter(({ name }) => INNER.test(name));
  expect(inner.length).toBeGreaterThan(100);
  expect(inner.filter(({ text }) => WITH_MESSAGE.test(text)).map(({ name }) => name)).toEqual([]);
});

const PAGES = [
  "README.md",
  ...readdirSync("docs", { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(?:md|json)$/.test(name))
    .map((name) => join("docs", name)),
];

test.each(PAGES)("%s names only codes that exist, each with its status", (page) => {
  const text = readFileSync(page, "utf8");
  const paired = [...text.matchAll(/\b([45]\d\d) `([a-z_]+)`/g)].map(
    ([, status, code = ""]) => `${status} ${code}`,
  );
  const typed = [...text.matchAll(/urn:clarity:problem:([a-z_]+)/g)].map(([, code = ""]) => code);
  const known = new Set(ERROR_CODES.map((code) => `${factsOf(code).status} ${code}`));
  expect(paired.filter((pair) => !known.has(pair))).toEqual([]);
  expect(typed.filter((code) => !isErrorCode(code))).toEqual([]);
});
