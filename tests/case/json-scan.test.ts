import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scanJson, toPointer, type ScanFault, type ScanLimits } from "../../lib/case/json-scan.ts";
import { chooser, seeds, strings, written, type Node } from "./json-texts.ts";
import { holds } from "./properties.ts";

type Tokens = readonly (string | number)[];

type Fault = Pick<ScanFault, "kind" | "pointer">;

const UNLIMITED = { depth: 32, cost: Number.POSITIVE_INFINITY, costOfPart: 16 };

function scanned(text: string, limits: ScanLimits): Fault | undefined {
  const fault = scanJson(text, limits);
  return fault === undefined ? undefined : { kind: fault.kind, pointer: fault.pointer };
}

/** The first fault in the order of the text, found on the tree that the text is written from. */
function faultOf(node: Node, maxDepth: number, at: Tokens = []): Fault | undefined {
  if (node.kind === "leaf") return undefined;
  if (at.length === maxDepth) return { kind: "depth", pointer: toPointer(at) };
  const names: string[] = [];
  const members = node.kind === "object" ? node.members : [...node.items.entries()];
  for (const [name, member] of members) {
    const place = [...at, name];
    if (typeof name === "string" && names.includes(name)) {
      return { kind: "duplicate", pointer: toPointer(place) };
    }
    names.push(String(name));
    const fault = faultOf(member, maxDepth, place);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** Texts full of what ends strings, opens containers and separates members, inside strings. */
const confusing = fc.oneof(
  strings,
  fc.string({ unit: fc.constantFrom('"', "\\", "[", "]", "{", "}", ",", ":", " ", "a", "/") }),
);

const names = fc.oneof(confusing, fc.constantFrom("a", '"', "\\", "é"));

/** Trees whose objects name a member twice now and then. */
const trees = fc.letrec<{ tree: Node }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 6, depthSize: "medium" },
    fc
      .oneof(confusing, fc.integer(), fc.constantFrom(null, true))
      .map((value) => ({ kind: "leaf", value }) as const),
    fc.array(tie("tree"), { maxLength: 4 }).map((items) => ({ kind: "array", items }) as const),
    fc
      .array(fc.tuple(names, tie("tree")), { maxLength: 4 })
      .map((members) => ({ kind: "object", members }) as const),
  ),
})).tree;

describe("the scanner", () => {
  it("finds the first fault that a walk over the tree finds, or none", () => {
    const seen = { depth: 0, duplicate: 0, cost: 0, none: 0 };
    holds(
      fc.property(trees, fc.integer({ min: 1, max: 6 }), seeds, (tree, maxDepth, seed) => {
        const expected = faultOf(tree, maxDepth);
        seen[expected?.kind ?? "none"]++;
        const text = written(tree, chooser(seed));
        expect(scanned(text, { ...UNLIMITED, depth: maxDepth })).toEqual(expected);
      }),
      4000,
    );
    const { cost, ...others } = seen;
    expect(cost).toBe(0);
    expect(Math.min(...Object.values(others))).toBeGreaterThan(100);
  });

  it("returns for every text, JSON or not", () => {
    const pieces = fc.constantFrom(
      '"',
      "\\",
      "[",
      "]",
      "{",
      "}",
      ",",
      ":",
      " ",
      "a",
      "\\u12",
      "\0",
    );
    holds(
      fc.property(fc.string({ unit: pieces, maxLength: 40 }), (text) => {
        expect(() => scanJson(text, { depth: 3, cost: 100, costOfPart: 16 })).not.toThrow();
      }),
      5000,
    );
  });

  // Were any of these quadratic, it would take hours: no time is measured.
  it.each([
    ["backslashes", `"${"\\".repeat(4_000_000)}"`],
    ["escaped quotes", `"${'\\"'.repeat(2_000_000)}"`],
    ["backslashes before an escaped quote", `"${"\\".repeat(3_999_999)}"" : 1`],
    ["runs of backslashes of every length", `"${runs(2000)}"`],
    ["quotes", '"'.repeat(4_000_000)],
    ["a string that never ends", `["${'\\"'.repeat(2_000_000)}`],
    ["strings followed by much white space", '"a"                    '.repeat(200_000)],
    ["colons and braces", '{"a":'.repeat(30) + ":}".repeat(2_000_000)],
  ])("scans a few million characters of %s", (_name, text) => {
    expect(scanned(text, UNLIMITED)).toBeUndefined();
  });
});

/** Runs of 1, 2, 3, … backslashes, each before a quote that it leaves escaped. */
function runs(count: number): string {
  return Array.from({ length: count }, (_, n) => `${"\\".repeat(2 * n + 1)}"`).join("");
}

/** The lowest limit that the text is within. */
function costOf(text: string): number {
  for (let cost = 0; ; cost++) {
    if (scanned(text, { depth: 32, cost, costOfPart: 16 })?.kind !== "cost") return cost;
  }
}

describe("the cost of a text", () => {
  it.each([
    ["[]", 17],
    ["[0,0,0]", 19],
    ['["a"]', 33],
    ['{"a":0,"b":[]}', 66],
    ["[[],[]]", 50],
    ['[",,[[{{", 1]', 34],
  ])(
    "%s is %i: 1 for each value of a list, 16 for each object, array, text and name",
    (text, cost) => {
      expect(costOf(text)).toBe(cost);
    },
  );

  it("exceeds the limit at the end of the first text that is too many", () => {
    const limits = { depth: 32, cost: 100, costOfPart: 16 };
    expect(scanJson('{"a":[1,2,"b","c","d"]}', limits)).toEqual({
      kind: "cost",
      pointer: "/a/4",
      offset: 20,
    });
  });
});

describe("a JSON Pointer", () => {
  it.each([
    ["", []],
    ["/", [""]],
    ["/a/0/b", ["a", 0, "b"]],
    ["/a~1b/m~0n/~01", ["a/b", "m~n", "~1"]],
  ])("%j leads through %j", (pointer, tokens) => {
    expect(toPointer(tokens)).toBe(pointer);
  });
});
