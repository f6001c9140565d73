import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compared } from "./compared.ts";
import { changed } from "./json-changes.ts";
import { chooser, disguised, jsons, seeds } from "./json-texts.ts";

function numbersFrom(first: number): string {
  return JSON.stringify(Array.from({ length: 500 }, (_, nth) => first + nth));
}

const NONE = { total: 0, first: [] };

describe("two values", () => {
  it("that only differ in how they are written do not differ", () => {
    fc.assert(
      fc.property(jsons, seeds, (value, seed) => {
        expect(compared(JSON.stringify(value), disguised(value, chooser(seed)))).toEqual(NONE);
      }),
    );
  });

  it("differ in at least one place after any change that moves the key", () => {
    fc.assert(
      fc.property(jsons, seeds, (value, seed) => {
        const other = changed(value, chooser(seed));
        const { total, first } = compared(JSON.stringify(value), JSON.stringify(other));
        expect(total).toBeGreaterThan(0);
        expect(first).toHaveLength(Math.min(total, 100));
      }),
    );
  });

  it.each([
    ["order, white space and line ends", '{"a": 1, "b": [2]}', '{\r\n"b":[2],"a":1.0}\r\n'],
    ["digits beyond a double", '{"a": 0.25}', '{"a": 0.25000000000000000001}'],
    ["the sign of nothing", "[0]", "[-0.0]"],
    ["the spelling of a character", '"\\u0041"', '"A"'],
  ])("do not differ by %s", (_, a, b) => {
    expect(compared(a, b)).toEqual(NONE);
  });

  it.each([
    ["a number", '{"a": {"b": 1}}', '{"a": {"b": 2}}', "/a/b", "1", "2"],
    ["the last bit", "[4e-9]", "[4.000000000000001e-9]", "/0", "4e-9", "4.000000000000001e-9"],
    ["a type", '{"a": 1}', '{"a": "1"}', "/a", "1", '"1"'],
    ["a kind of container", '{"a": []}', '{"a": {}}', "/a", "an array of 0", "an object"],
    ["null and something", '{"a": null}', '{"a": []}', "/a", "null", "an array of 0"],
    ["the whole document", "1", "[1]", "", "1", "an array of 1"],
    ["a member with a slash", '{"a/b~": 1}', '{"a/b~": 2}', "/a~1b~0", "1", "2"],
  ])("differ by %s", (_, a, b, pointer, inA, inB) => {
    expect(compared(a, b)).toEqual({ total: 1, first: [{ pointer, a: inA, b: inB }] });
  });

  it("differ by a member that one of them lacks, which is not one that is null", () => {
    expect(compared('{"a": null}', "{}").first).toEqual([{ pointer: "/a", a: "null" }]);
    expect(compared("{}", '{"a": null}').first).toEqual([{ pointer: "/a", b: "null" }]);
    expect(compared('{"__proto__": 1}', '{"toString": 1}').first).toEqual([
      { pointer: "/__proto__", a: "1" },
      { pointer: "/toString", b: "1" },
    ]);
  });

  it("differ by the additional items of the longer one", () => {
    expect(compared("[1, 2, [3]]", "[1]").first).toEqual([
      { pointer: "/1", a: "2" },
      { pointer: "/2", a: "an array of 1" },
    ]);
    expect(compared("[]", "[null]").first).toEqual([{ pointer: "/0", b: "null" }]);
  });

  it("are compared to the end, but only the first differences are returned", () => {
    const { total, first } = compared(numbersFrom(0), numbersFrom(1), 20);
    expect(total).toBe(500);
    expect(first.map(({ pointer }) => pointer)).toEqual(
      Array.from({ length: 20 }, (_, nth) => `/${nth}`),
    );
  });

  it("that are long texts are shown from where they differ", () => {
    const long = "x".repeat(1_000);
    const { first } = compared(JSON.stringify(`${long}one`), JSON.stringify(`${long}two`));
    const tail = "x".repeat(20);
    expect(first).toEqual([{ pointer: "", a: `…"${tail}one"`, b: `…"${tail}two"` }]);
  });

  it("that are long throughout are shown truncated, and so is their pointer", () => {
    const name = "n".repeat(10_000);
    const [a, b] = ["a", "b"].map((text) => JSON.stringify({ [name]: text.repeat(10_000) }));
    const [first] = compared(a ?? "", b ?? "").first;
    expect(first?.pointer.length).toBeLessThan(600);
    expect(first?.a?.length).toBeLessThan(100);
    expect(first?.b?.length).toBeLessThan(100);
  });
});
