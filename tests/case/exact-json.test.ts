import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InexactJsonError, parseExactJson } from "../../lib/case/exact-json.ts";
import { scanJson } from "../../lib/case/json-scan.ts";
import { jsons } from "./json-texts.ts";
import { holds } from "./properties.ts";

const LARGER = "a larger one, which cannot be held exactly";
const SURROGATE = "a lone surrogate";
const SURROGATE_IN_NAME = "a lone surrogate in the name of a member";
const OVERFLOW = "one that overflows";
const TWICE = "the same name twice";
const NOT_JSON = "text that is not JSON, or is cut short";

function parsed(text: string): unknown {
  return parseExactJson(new TextEncoder().encode(text));
}

function refusalOf(bytes: Uint8Array): InexactJsonError {
  try {
    parseExactJson(bytes);
  } catch (error) {
    if (error instanceof InexactJsonError) return error;
    throw error;
  }
  throw new Error("expected a refusal, but the text was accepted");
}

function refusalOfText(text: string): Pick<InexactJsonError, "pointer" | "received"> {
  const { pointer, received } = refusalOf(new TextEncoder().encode(text));
  return { pointer, received };
}

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

describe("what JavaScript cannot hold exactly is refused", () => {
  it.each([
    ["2^53", "9007199254740992", "", LARGER],
    ["-(2^53)", '{"a":-9007199254740992}', "/a", LARGER],
    ["2^53 + 1", '{"a":[1,9007199254740993]}', "/a/1", LARGER],
    ["2^53 with a fraction of nothing", "[9007199254740992.0]", "/0", LARGER],
    ["2^53 with an exponent", "[9.007199254740992e15]", "/0", LARGER],
    ["1e300", '{"n":{"m":1e300}}', "/n/m", LARGER],
    ["1e400", '{"a":[1e400]}', "/a/0", OVERFLOW],
    ["-1e400", "[[], -1e400]", "/1", OVERFLOW],
    ["400 digits", `[${"9".repeat(400)}]`, "/0", OVERFLOW],
    ["a lone high surrogate", String.raw`{"a":["\ud800"]}`, "/a/0", SURROGATE],
    ["a lone low surrogate", String.raw`["\udc00"]`, "/0", SURROGATE],
    ["surrogates in the wrong order", String.raw`["\udc00\ud800"]`, "/0", SURROGATE],
    ["a surrogate cut off by text", String.raw`["a\ud83d b"]`, "/0", SURROGATE],
    ["a lone surrogate in a name", String.raw`{"o":{"\uD800":1}}`, "/o", SURROGATE_IN_NAME],
    ["a lone surrogate in a name at the top", String.raw`{"\udfff":1}`, "", SURROGATE_IN_NAME],
    ["a name twice", '{"a":{"b":1,"c":2,"b":1}}', "/a/b", TWICE],
    ["a name twice, once escaped", String.raw`{"a":1,"\u0061":1}`, "/a", TWICE],
    ["a name twice, escaped in two ways", String.raw`{"é\n":1,"\u00E9\u000a":1}`, "/é\n", TWICE],
    ["an empty name twice", '[{"":1,"":1}]', "/0/", TWICE],
    ["__proto__ twice", '{"__proto__":1,"__proto__":1}', "/__proto__", TWICE],
    ["a name twice with / and ~", '{"a/b~":1, "a/b~" :2}', "/a~1b~0", TWICE],
    [
      "a name twice in the third of three objects",
      '[{"a":1},{"a":1},{"a":1,"a":1}]',
      "/2/a",
      TWICE,
    ],
  ])("%s", (_name, text, pointer, received) => {
    expect(refusalOfText(text)).toEqual({ pointer, received });
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
  ])("but not %s", (_name, text, value) => {
    expect(parsed(text)).toEqual(value);
  });

  it("and the refusal says what is expected instead", () => {
    const { message, expected } = refusalOf(new TextEncoder().encode("[9007199254740993]"));
    expect(expected).toBe("an integer within ±(2^53−1), or text");
    expect(message).toBe(`expected ${expected}, found ${LARGER}`);
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
    expect(refusalOfText(text)).toEqual({ pointer, received: "more" });
  });

  it("is not what brackets inside strings do", () => {
    const text = JSON.stringify({ ["[{".repeat(100)]: "[".repeat(100), b: '\\"[[[['.repeat(50) });
    expect(() => parsed(text)).not.toThrow();
  });
});

describe("a text that is not one JSON document is refused", () => {
  it.each([
    ["empty", "", "nothing"],
    ["white space", " \r\n\t ", "nothing"],
    ["a byte order mark alone", "\ufeff", "nothing"],
    ["truncated", '{"a":[1,2', NOT_JSON],
    ["truncated in a string", '{"a":"b', NOT_JSON],
    ["truncated in an escape", String.raw`{"a":"\u00`, NOT_JSON],
    ["truncated after a backslash", '"\\', NOT_JSON],
    ["with a trailing comma in an array", "[1,]", NOT_JSON],
    ["with a trailing comma in an object", '{"a":1,}', NOT_JSON],
    ["two documents", "{} {}", NOT_JSON],
    ["one document and a half", "[1]]", NOT_JSON],
    ["NaN", '{"a":NaN}', NOT_JSON],
    ["Infinity", "[-Infinity]", NOT_JSON],
    ["with a comment", "[1] // one", NOT_JSON],
    ["in single quotes", "{'a':1}", NOT_JSON],
    ["with names without quotes", "{a:1}", NOT_JSON],
    ["with a tab in a string", '"\t"', NOT_JSON],
    ["with leading zeros", "[01]", NOT_JSON],
    ["of stray closing brackets", "]}]}", NOT_JSON],
    ["with two byte order marks", "\ufeff\ufeff{}", NOT_JSON],
    ["with a byte order mark inside", "[\ufeff1]", NOT_JSON],
  ])("%s", (_name, text, received) => {
    expect(refusalOfText(text)).toEqual({ pointer: "", received });
  });

  it.each([
    ["a stray continuation byte", [0x22, 0x80, 0x22]],
    ["a sequence cut short", [0x22, 0xe2, 0x82, 0x22]],
    ["an overlong form", [0x22, 0xc0, 0xaf, 0x22]],
    ["an encoded surrogate", [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ["a code point beyond U+10FFFF", [0x22, 0xf4, 0x90, 0x80, 0x80, 0x22]],
    ["Latin-1", [...Buffer.from('"é"', "latin1")]],
    ["UTF-16 with a byte order mark", [0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]],
  ])("%s instead of UTF-8", (_name, bytes) => {
    const { pointer, received } = refusalOf(Uint8Array.from(bytes));
    expect({ pointer, received }).toEqual({ pointer: "", received: "bytes that are not UTF-8" });
  });

  it("but a byte order mark in front is not part of it", () => {
    expect(parsed('\ufeff{"a":1}')).toEqual({ a: 1 });
  });
});

describe("a name with a backslash is refused, and so is whatever JSON.parse takes for one", () => {
  // Node 24 and 26 read the second name of the second text as that of the first: nodejs/node#63785.
  const withBackslash = '{"h":[],"\\\\":0}';
  const escaped = '{"h":1,"\\"":2}';

  it("names the object that has it", () => {
    expect(refusalOfText(`{"a":[${withBackslash}]}`)).toEqual({
      pointer: "/a/0",
      received: "one with a backslash",
    });
  });

  it("answers an escaped name as it is or not at all, also after such a name was parsed", () => {
    JSON.parse(withBackslash);
    expect(['h,"', "refused"]).toContain(namesOrRefusal(escaped));
  });
});

it("every JSON value that JavaScript holds exactly is parsed as it is", () => {
  holds(
    fc.property(jsons, (value) => {
      const text = JSON.stringify(value);
      expect(scanJson(text, 32)).toBeUndefined();
      expect(isDeepStrictEqual(parsed(text), value)).toBe(true);
    }),
    3000,
  );
});
