import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sha256Hex } from "../../lib/case/cache-key.ts";
import { canonicalJson } from "../../lib/case/canonical-json.ts";
import { parseExactJson } from "../../lib/case/exact-json.ts";
import { changed } from "./json-changes.ts";
import { chooser, disguised, jsons, seeds, type Json } from "./json-texts.ts";
import { holds } from "./properties.ts";

function canonical(text: string): string {
  return canonicalJson(parseExactJson(new TextEncoder().encode(text)));
}

/** The hash of an artifact with this text. */
function hashOf(text: string): string {
  return sha256Hex(canonical(text));
}

describe("two texts of the same value", () => {
  it("have the same hash, however members are ordered, spaced, escaped and digits spelled", () => {
    holds(
      fc.property(jsons, seeds, (value, seed) => {
        const text = disguised(value, chooser(seed));
        expect(hashOf(text)).toBe(hashOf(JSON.stringify(value)));
      }),
      3000,
    );
  });

  it("are really written differently", () => {
    const value = { b: [1.5, "é"], a: { "/": true }, c: 0.25 };
    const texts = Array.from({ length: 200 }, (_, seed) => disguised(value, chooser(seed)));
    expect(new Set(texts).size).toBeGreaterThan(190);
    for (const spelling of [
      "\\u00E9",
      "\\u00e9",
      "\\/",
      "\r\n",
      '{"c"',
      "0.25000000000000000",
      "1.5E0",
    ]) {
      expect(texts.filter((text) => text.includes(spelling))).not.toEqual([]);
    }
  });
});

describe("two values", () => {
  const small: fc.Arbitrary<Json> = fc.letrec<{ json: Json }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 2, depthSize: "small" },
      fc.constantFrom(null, true, "1", "", 0, 1, 1e-9, 0.5, 0.500000001, 0.50000001),
      fc.array(tie("json"), { maxLength: 2 }),
      fc.dictionary(fc.constantFrom("a", "b", "__proto__"), tie("json"), {
        maxKeys: 2,
        noNullPrototype: true,
      }),
    ),
  })).json;

  it("have the same hash exactly when they are equal", () => {
    const seen = { same: 0, other: 0 };
    holds(
      fc.property(small, small, (one, two) => {
        const equal = isDeepStrictEqual(one, two);
        seen[equal ? "same" : "other"]++;
        expect(hashOf(JSON.stringify(one)) === hashOf(JSON.stringify(two))).toBe(equal);
      }),
      5000,
    );
    expect(seen.same).toBeGreaterThan(100);
    expect(seen.other).toBeGreaterThan(100);
  });

  it("have different hashes after one change of a value, name, type or order", () => {
    holds(
      fc.property(jsons, seeds, (value, seed) => {
        const other = changed(value, chooser(seed));
        expect(isDeepStrictEqual(other, value)).toBe(false);
        expect(hashOf(JSON.stringify(other))).not.toBe(hashOf(JSON.stringify(value)));
      }),
      3000,
    );
  });

  it("have different hashes when a number differs in its last bit", () => {
    const doubles = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    holds(
      fc.property(doubles, (x) => {
        const next = x + Math.max(Math.abs(x) * Number.EPSILON, Number.MIN_VALUE);
        expect(next).not.toBe(x);
        expect(hashOf(`{"x":${x}}`)).not.toBe(hashOf(`{"x":${next}}`));
      }),
      2000,
    );
  });
});

describe("the canonical text", () => {
  it("is its own canonical text", () => {
    holds(
      fc.property(jsons, (value) => {
        const text = canonical(JSON.stringify(value));
        expect(canonical(text)).toBe(text);
      }),
      2000,
    );
  });

  it("parses to the value, so nothing is lost", () => {
    holds(
      fc.property(jsons, (value) => {
        const parsed: unknown = JSON.parse(canonical(JSON.stringify(value)));
        expect(isDeepStrictEqual(parsed, value)).toBe(true);
      }),
      2000,
    );
  });
});
