import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InexactJsonError, JSON_LIMITS, parseExactJson } from "../../lib/case/exact-json.ts";
import { scanJson } from "../../lib/case/json-scan.ts";
import { jsons } from "./json-texts.ts";
import { holds } from "./properties.ts";

const SURROGATE = "a lone surrogate";
const SURROGATE_IN_NAME = "a lone surrogate in the name of a member";
const TWICE = "the same name twice";

function parsed(text: string): unknown {
  return parseExactJson(new TextEncoder().encode(text));
}

function refusalOf(bytes: Uint8Array): InexactJsonError["fault"] {
  try {
    parseExactJson(bytes);
  } catch (error) {
    if (error instanceof InexactJsonError) return error.fault;
    throw error;
  }
  throw new Error("expected a refusal, but the text was accepted");
}

function refusalOfText(text: string) {
  const { pointer, received, position } = refusalOf(new TextEncoder().encode(text));
  return { pointer, received, position: `${position?.line}:${position?.column}` };
}

const inexact = (digits: string) => `${digits}, which cannot be held exactly`;
const overflowing = (digits: string) => `${digits}, which overflows`;

function namesOrRefusal(text: string): string {
  try {
    return String(Object.keys(Object(parsed(text))));
  } catch (error) {
    if (error instanceof InexactJsonError) return "refused";
    throw error;
  }
}

function nested(open: string, levels: number, close: string): string {
  return open.repeat(levels) + close.repeat(levels);
}

const tenNames = Array.from({ length: 10 }, (_, n) => `"n${n}":1`).join(",");

describe("parsing refuses JSON that JavaScript cannot hold exactly:", () => {
  it.each([
    ["2^53", "9007199254740992", "", inexact("9007199254740992"), "1:1"],
    ["-(2^53)", '{"a":-9007199254740992}', "/a", inexact("-9007199254740992"), "1:6"],
    ["2^53 + 1", '{"a":[1,9007199254740993]}', "/a/1", inexact("9007199254740993"), "1:9"],
    [
      "2^53 with a fraction of nothing",
      "[9007199254740992.0]",
      "/0",
      inexact("9007199254740992.0"),
      "1:2",
    ],
    [
      "2^53 with an exponent",
      "[\n 9.007199254740992e15]",
      "/0",
      inexact("9.007199254740992e15"),
      "2:2",
    ],
    ["1e300", '{"n":{"m": 1e300}}', "/n/m", inexact("1e300"), "1:12"],
    ["1e400", '{"a":[1e400]}', "/a/0", overflowing("1e400"), "1:7"],
    ["-1e400", "[[], -1e400]", "/1", overflowing("-1e400"), "1:6"],
    ["400 digits", `[${"9".repeat(400)}]`, "/0", overflowing(`${"9".repeat(40)}…`), "1:2"],
    ["a lone high surrogate", String.raw`{"a":["\ud800"]}`, "/a/0", SURROGATE, "1:7"],
    ["a lone low surrogate", String.raw`["\udc00"]`, "/0", SURROGATE, "1:2"],
    ["surrogates in the wrong order", String.raw`["\udc00\ud800"]`, "/0", SURROGATE, "1:2"],
    ["a surrogate cut off by text", String.raw`["a\ud83d b"]`, "/0", SURROGATE, "1:2"],
    ["one in a name", String.raw`{"o":{"\uD800":1}}`, "/o", SURROGATE_IN_NAME, "1:7"],
    ["one in a name at the top", String.raw`{"\udfff":1}`, "", SURROGATE_IN_NAME, "1:2"],
    ["a name twice", '{"a":{"b":1,"c":2,"b":1}}', "/a/b", TWICE, "1:19"],
    ["a name twice, once escaped", String.raw`{"a":1,"\u0061":1}`, "/a", TWICE, "1:8"],
    [
      "a name twice, escaped in two ways",
      String.raw`{"é\n":1,"\u00E9\u000a":1}`,
      "/é\n",
      TWICE,
      "1:10",
    ],
    ["an empty name twice", '[{"":1,\n"":1}]', "/0/", TWICE, "2:1"],
    ["a name twice after nine others", `{${tenNames},"n3":1}`, "/n3", TWICE, "1:72"],
    ["__proto__ twice", '{"__proto__":1,"__proto__":1}', "/__proto__", TWICE, "1:16"],
    ["a name twice with / and ~", '{"a/b~":1, "a/b~" :2}', "/a~1b~0", TWICE, "1:12"],
    [
      "a name twice in the third of three objects",
      '[{"a":1},{"a":1},{"a":1,"a":1}]',
      "/2/a",
      TWICE,
      "1:25",
    ],
  ])("%s", (_name, text, pointer, received, position) => {
    expect(refusalOfText(text)).toEqual({ pointer, received, position });
  });

  it.each([
    ["2^53 - 1", "9007199254740991", 2 ** 53 - 1],
    ["-(2^53 - 1)", "-9007199254740991", -(2 ** 53) + 1],
    ["a surrogate pair, escaped", String.raw`"\ud83d\ude02"`, "\u{1f602}"],
    ["the same name in two objects", '[{"a":1},{"a":{"a":1}}]', [{ a: 1 }, { a: { a: 1 } }]],
    ["a name as its own value", '{"a":"a","b":["a","b"]}', { a: "a", b: ["a", "b"] }],
    [
      "names that differ in case or composition",
      '{"é":1,"e\u0301":2,"É":3}',
      { é: 1, "e\u0301": 2, É: 3 },
    ],
    ["a name that holds what opens and ends things", '{"}:":1,"[{":2}', { "}:": 1, "[{": 2 }],
    ["a very large fraction", "4503599627370495.5", 4503599627370495.5],
  ])("accepts %s", (_name, text, value) => {
    expect(parsed(text)).toEqual(value);
  });

  it("refuses an integer with a message that says what is expected and that a seed may be text", () => {
    const { expected, advice } = refusalOf(new TextEncoder().encode("[13434203945283402711]"));
    expect(expected).toBe("an integer within ±(2^53−1)");
    expect(advice).toMatch(/^A seed or an id may be written as text/);
  });
});

describe("nesting", () => {
  const mixed = (levels: number) => nested('[{"a":', levels / 2, "}]").replace(":}", ":0}");

  it.each([
    ["arrays", nested("[", 32, "]")],
    ["objects", `${'{"a":'.repeat(31)}{}${"}".repeat(31)}`],
    ["both", mixed(32)],
  ])("of 32 %s is accepted", (_name, text) => {
    expect(() => parsed(text)).not.toThrow();
  });

  it.each([
    ["arrays", nested("[", 33, "]"), "/0".repeat(32)],
    ["objects", `${'{"a":'.repeat(32)}{}${"}".repeat(32)}`, "/a".repeat(32)],
    ["both", mixed(34), "/0/a".repeat(16)],
    ["arrays after siblings", `[1,{"b":2,"c":${nested("[", 31, "]")}}]`, `/1/c${"/0".repeat(30)}`],
    ["arrays that are never closed", "[".repeat(5_000_000), "/0".repeat(32)],
  ])("of 33 %s is refused", (_name, text, pointer) => {
    expect(refusalOfText(text)).toMatchObject({ pointer, received: "more" });
  });

  it("does not count brackets inside strings", () => {
    const text = JSON.stringify({ ["[{".repeat(100)]: "[".repeat(100), b: '\\"[[[['.repeat(50) });
    expect(() => parsed(text)).not.toThrow();
  });
});

it("a byte order mark in front of UTF-8 is not part of the text", () => {
  expect(parsed('\ufeff{"a":1}')).toEqual({ a: 1 });
  expect(refusalOfText('\ufeff{"a":NaN}').position).toBe("1:6");
});

describe("a name with a backslash is refused, and so is a name that JSON.parse turns into one", () => {
  // Node 24 and 26 read the second name of the second text as that of the first: nodejs/node#63785.
  const withBackslash = '{"h":[],"\\\\":0}';
  const escaped = '{"h":1,"\\"":2}';

  it("the message names its object", () => {
    expect(refusalOfText(`{"a":[${withBackslash}]}`)).toEqual({
      pointer: "/a/0",
      received: "one with a backslash",
      position: "1:15",
    });
  });

  it("an escaped name is returned unchanged or refused, also after another one was parsed", () => {
    JSON.parse(withBackslash);
    expect(['h,"', "refused"]).toContain(namesOrRefusal(escaped));
  });
});

it("every JSON value that JavaScript holds exactly is parsed unchanged", () => {
  holds(
    fc.property(jsons, (value) => {
      const text = JSON.stringify(value);
      expect(scanJson(text, JSON_LIMITS)).toBeUndefined();
      expect(isDeepStrictEqual(parsed(text), value)).toBe(true);
    }),
    3000,
  );
});
