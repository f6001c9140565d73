import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import stringify from "json-stable-stringify";
import { describe, expect, it } from "vitest";
import {
  InexactJsonError,
  JSON_LIMITS,
  parseExactJson,
  readExactJson,
} from "../../lib/case/exact-json.ts";
import { inexactValueIn } from "../../lib/case/json/inexact-values.ts";
import { skeletonOf } from "../../lib/case/json/skeleton.ts";
import { scanJson } from "../../lib/case/json-scan.ts";
import { plainNumbers, spelledNumbers } from "./number-spellings.ts";
import { holds } from "./properties.ts";

/** Canonical JSON by JSON.parse and json-stable-stringify alone; undefined for a text that must be refused. */
function oracle(text: string): string | undefined {
  if (scanJson(text, JSON_LIMITS) !== undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return inexactValueIn(value) === undefined ? stringify(value) : undefined;
  } catch {
    return undefined;
  }
}

function canonicalOrRefused(text: string): string | undefined {
  try {
    return readExactJson(Buffer.from(text)).canonical;
  } catch (error) {
    if (error instanceof InexactJsonError) return undefined;
    throw error;
  }
}

/** How many lists of numbers are taken out of the text. */
function listsIn(text: string): number {
  return skeletonOf(Buffer.from(text), JSON_LIMITS)?.lists.length ?? 0;
}

const gaps = fc.constantFrom("", "", "", " ", "\n    ", "\t", "\r\n");

function listsOf(number: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const item = fc.tuple(gaps, number, gaps).map((parts) => parts.join(""));
  return fc.array(item, { minLength: 6, maxLength: 14 }).map((items) => `[${items.join(",")}]`);
}

/** A list of plain numbers and one that may be anything: were there more, hardly any list would be copied. */
const nearlyPlain = fc
  .tuple(fc.array(plainNumbers, { minLength: 7, maxLength: 9 }), spelledNumbers, fc.nat(6))
  .map(([numbers, other, at]) => `[${numbers.toSpliced(at, 1, other).join(", ")}]`);

const leaves = fc.oneof(
  spelledNumbers,
  fc.constantFrom(
    "null",
    "true",
    "[]",
    "{}",
    '""',
    '"é"',
    '"\\ud8010"',
    '"\\ud801"',
    '"\\\\ud8010"',
    '"\\"]"',
  ),
);
const documents = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    { weight: 4, arbitrary: listsOf(plainNumbers) },
    { weight: 2, arbitrary: listsOf(spelledNumbers) },
    { weight: 1, arbitrary: leaves },
    {
      weight: 2,
      arbitrary: fc.array(tie("node"), { maxLength: 4 }).map((items) => `[${items.join(", ")}]`),
    },
    {
      weight: 2,
      arbitrary: fc
        .array(fc.tuple(fc.constantFrom("a", "b", "10", "9", "__proto__", "é"), tie("node")), {
          maxLength: 3,
        })
        .map((members) => `{${members.map(([name, node]) => `"${name}": ${node}`).join(",\n")}}`),
    },
  ),
})).node;

describe("a text with lists of numbers", () => {
  it("has the canonical JSON that JSON.parse and json-stable-stringify make of it, or is refused", () => {
    const seen = { accepted: 0, refused: 0, lists: 0 };
    holds(
      fc.property(documents, (text) => {
        const expected = oracle(text);
        seen[expected === undefined ? "refused" : "accepted"]++;
        seen.lists += listsIn(text);
        expect(canonicalOrRefused(text)).toBe(expected);
      }),
      6000,
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(500);
  });

  it.each([
    ["the numbers of evaluations", listsOf(plainNumbers)],
    ["such numbers, but for one", nearlyPlain],
  ])("has it if they are %s", (_numbers, texts) => {
    holds(
      fc.property(texts, (text) => {
        expect(canonicalOrRefused(text)).toBe(oracle(text));
      }),
      10_000,
    );
  });

  it("is refused or accepted as before when one of its characters is replaced, removed or added", () => {
    const seen = { accepted: 0, refused: 0 };
    const characters = fc.constantFrom(...'[]{}",:0123456789.-+eE \\a\u0000é', "");
    holds(
      fc.property(
        documents,
        fc.nat(),
        characters,
        fc.boolean(),
        (text, place, character, removes) => {
          const at = place % text.length;
          const broken = text.slice(0, at) + character + text.slice(at + (removes ? 1 : 0));
          const expected = oracle(broken);
          seen[expected === undefined ? "refused" : "accepted"]++;
          expect(canonicalOrRefused(broken)).toBe(expected);
        },
      ),
      6000,
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(500);
  });

  it("is parsed to the numbers that it contains", () => {
    holds(
      fc.property(fc.array(listsOf(plainNumbers), { maxLength: 3 }), (lists) => {
        const text = `{"a":[${lists.join(",")}],"b":${lists[0] ?? 0}}`;
        expect(isDeepStrictEqual(parseExactJson(Buffer.from(text)), JSON.parse(text))).toBe(true);
      }),
      1000,
    );
  });
});

const nine = (item: string) => `[${Array.from({ length: 9 }, () => item).join(", ")}]`;

describe("a list of nine numbers is written as ECMAScript writes them:", () => {
  it.each([
    ["0.0", "0"],
    ["1.50", "1.5"],
    ["100", "100"],
    ["999999999999999", "999999999999999"],
    ["0.1234567890123456", "0.1234567890123456"],
    ["0.12345678901234567890", "0.12345678901234568"],
    ["12345678901234.5", "12345678901234.5"],
    ["0.000001", "0.000001"],
    ["0.0000001", "1e-7"],
    ["1e-05", "0.00001"],
    ["-1.25e-05", "-0.0000125"],
    ["1.0e-6", "0.000001"],
    ["1.50e-07", "1.5e-7"],
    ["1.234567890123456e-08", "1.234567890123456e-8"],
    ["5e-10", "5e-10"],
    ["12.5e-3", "0.0125"],
    ["0e-5", "0"],
    ["1e5", "100000"],
    ["1234567890123456.0", "1234567890123456"],
  ])("%s as %s", (spelling, canonical) => {
    expect(canonicalOrRefused(nine(spelling))).toBe(nine(canonical).replaceAll(" ", ""));
  });
});

it.each(["12345678901234567.0", "9007199254740992.00", "1e400", "01", "1.", "-", "1.5.", "+1"])(
  "a list of nine numbers spelled %s is refused",
  (spelling) => {
    expect(canonicalOrRefused(nine(spelling))).toBeUndefined();
  },
);

it("a list is taken out whether or not its numbers have to be parsed", () => {
  expect(listsIn(nine("0.5"))).toBe(1);
  expect(listsIn(nine("0.12345678901234567"))).toBe(1);
  expect(listsIn(nine("[]"))).toBe(0);
  expect(listsIn(`{"a":[${nine("1e-05")},${nine("2")}]}`)).toBe(2);
});

it("a text that looks like the mark of a list is refused, beside a list and without one", () => {
  for (const text of [
    `[${nine("1")},"\\ud8010"]`,
    '["\\ud8010"]',
    `{"a":${nine("1")},"a":"\\ud8010"}`,
  ]) {
    expect(canonicalOrRefused(text)).toBeUndefined();
  }
});
