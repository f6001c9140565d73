import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InexactJsonError, parseExactJson } from "../../lib/case/exact-json.ts";
import { syntaxFaultIn } from "../../lib/case/json/syntax-fault.ts";
import { broken } from "./broken-json.ts";
import { chooser, disguised, jsons, seeds } from "./json-texts.ts";
import { holds } from "./properties.ts";

type Fault = InexactJsonError["fault"];

function faultOf(bytes: Uint8Array): Fault {
  try {
    parseExactJson(bytes);
  } catch (error) {
    if (error instanceof InexactJsonError) return error.fault;
    throw error;
  }
  throw new Error("expected a refusal, but the bytes were accepted");
}

function faultOfText(text: string): Fault {
  return faultOf(new TextEncoder().encode(text));
}

function positionOf({ position }: Fault): string {
  return `${position?.line}:${position?.column}`;
}

type View = readonly [kind: "offset" | "atEnd" | "character", value: number | string | undefined];

/** Where Node's own parser sees the fault: an index in its message, else the end or the character. */
function nodesView(text: string): View {
  try {
    JSON.parse(text);
  } catch (error) {
    const { message } = error instanceof Error ? error : new Error(String(error));
    const position = / at position (\d+)/.exec(message)?.[1];
    if (position !== undefined) return ["offset", Number(position)];
    if (message.includes("Unexpected end of JSON input")) return ["atEnd", text.length];
    return ["character", /^Unexpected token '?(.+?)'?, /su.exec(message)?.[1]?.[0]];
  }
  throw new Error("Node takes this text for JSON");
}

describe("a syntax fault is placed where Node's own parser places it", () => {
  it("in a valid text that is broken in one place", () => {
    const seen = { offset: 0, character: 0, atEnd: 0 };
    holds(
      fc.property(jsons, seeds, (value, seed) => {
        const choose = chooser(seed);
        const text = broken(disguised(value, choose), choose);
        fc.pre(text !== undefined);
        const [kind, expected] = nodesView(text);
        const offset = syntaxFaultIn(text, text.length)?.offset ?? Number.NaN;
        seen[kind]++;
        expect(kind === "character" ? text[offset] : offset).toBe(expected);
      }),
      6000,
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(100);
  });

  it("and is absent from a text that is JSON", () => {
    holds(
      fc.property(jsons, seeds, (value, seed) => {
        const text = disguised(value, chooser(seed));
        expect(syntaxFaultIn(text, text.length)).toBeUndefined();
      }),
      2000,
    );
  });
});

describe("a fault in a text names the actual text, its place, and what to do:", () => {
  it.each([
    ["NaN", '{"a":[0.25,\n NaN]}', "2:2", "/a/1", "NaN", /^JSON has no such number/],
    ["Infinity", "[Infinity]", "1:2", "/0", "Infinity", /no such number/],
    ["-Infinity", "[-Infinity]", "1:3", "/0", "-Infinity", /no such number/],
    ["nan in lower case", "[nan]", "1:3", "/0", "nan", /no such number/],
    ["1.#QNAN", "[1.#QNAN]", "1:4", "/0", "1.#QNAN", /no such number/],
    ["None", '{"a": None}', "1:7", "/a", "None", /as null/],
    ["True", '{"a": True}', "1:7", "/a", "True", /lower case/],
    ["undefined", "[undefined]", "1:2", "/0", "undefined", /null/],
    ["a word", "[hello]", "1:2", "/0", "hello", /double quotes/],
    ["half a literal", "[nul]", "1:5", "/0", "nul", /double quotes/],
    ["single quotes", "{'a':1}", "1:2", "", "a single quote", /double quotes/],
    ["typographic quotes", "[“a”]", "1:2", "/0", "the quotation mark “", /double quotes/],
    [
      "a trailing comma, array",
      "[1,\n]",
      "2:1",
      "/1",
      "] after a trailing comma",
      /Remove the comma/,
    ],
    ["a trailing comma, object", '{"a":1,}', "1:8", "/a", "} after a trailing comma", /Remove/],
    ["two commas", "[1,,2]", "1:4", "/1", "a comma with nothing before it", /Remove/],
    ["a line comment", "[1] // one", "1:5", "", "a comment", /no comments/],
    ["a block comment", "/* a */ {}", "1:1", "", "a comment", /no comments/],
    ["a comment of Python", "# a\n{}", "1:1", "", "a comment", /no comments/],
    ["a name without quotes", "{name:1}", "1:2", "", "the name name without quotes", /quotes/],
    ["a leading zero", "[007]", "1:3", "/0", "a number with a leading zero", /Remove the zero/],
    ["a plus sign", "[+1]", "1:2", "/0", "a plus sign before a number", /Remove the plus/],
    ["a hexadecimal", "[0x1F]", "1:3", "/0", "a hexadecimal, octal or binary number", /decimal/],
    ["no digit before", "[.5]", "1:2", "/0", "a number without a digit before its point", /0\.5/],
    ["no digit after", "[1.]", "1:4", "/0", "a number without a digit after its point", /1\.0/],
    ["no exponent", "[1e]", "1:4", "/0", "an exponent without digits", /1e-7/],
    ["a minus alone", "[-]", "1:3", "/0", "a minus sign without a number", /digits/],
    ["a date", "[2024-01-01]", "1:6", "/0", "a minus sign inside a number", /double quotes/],
    ["a version", "[1.2.3]", "1:5", "/0", "a number with two points", /double quotes/],
    ["a number of JavaScript", "[10n]", "1:4", "/0", "a number with n at its end", /Remove/],
    ["a number of C", "[1.5f]", "1:5", "/0", "a letter after a number", /Remove/],
    ["an underscore", "[1_000]", "1:3", "/0", "an underscore inside a number", /without it/],
    ["a missing comma", '{"a":1 "b":2}', "1:8", "/a", "a value without a comma before it", /comma/],
    ["an equals sign", '{"a"=1}', "1:5", "/a", "the character =", /Remove/],
    ["brackets that do not match", "[1}", "1:3", "/0", "}", /do not match/],
    ["a bracket too many", "[1]]", "1:4", "", "one closing bracket too many", /Remove/],
    ["JSON Lines", '{"a":1}\n{"a":2}\n', "2:1", "", "a second JSON document", /JSON Lines/],
    ["text after the document", "{} bye", "1:4", "", "the character b", /Remove/],
    ["a cut array", '{"a":[1,2', "1:10", "/a/1", "the end of the file", /cut off/],
    ["a cut object", '{"a":', "1:6", "/a", "the end of the file", /cut off/],
    [
      "a cut text",
      '{"a":\n "b',
      "2:4",
      "/a",
      "the end of the file inside the text that begins at line 2, column 2",
      /cut off/,
    ],
    ["a cut literal", "[tru", "1:5", "/0", "the end of the file", /cut off/],
    ["a cut escape", String.raw`["\u00`, "1:7", "/0", /^the end of the file inside .+/, /cut off/],
    ["zero bytes at its end", '{"a":1}\0\0\0', "1:8", "", "a zero byte (U+0000)", /cut off/],
    [
      "a tab in a text",
      '["a\tb"]',
      "1:4",
      "/0",
      /^the control character U\+0009 inside a text$/,
      /^Write it as \\t/,
    ],
    ["a line break in a text", '["a\nb"]', "1:4", "/0", /^the control character U\+000A .+/, /\\n/],
    ["a Windows path", String.raw`["C:\dir"]`, "1:6", "/0", String.raw`the escape \d`, /as \\\\/],
    ["a wrong \\u", String.raw`["\u12G4"]`, "1:7", "/0", String.raw`the escape \u12G`, /four hex/],
    ["a no-break space", '["a"\u00a0]', "1:5", "/0", "U+00A0", /Remove/],
    ["a byte order mark inside", "[\ufeff1]", "1:2", "/0", "U+FEFF", /Remove/],
    ["after a face", '["\u{1f602}",NaN]', "1:6", "/1", "NaN", /no such number/],
  ])("%s", (_name, text, place, pointer, received, advice) => {
    const fault = faultOfText(text);
    expect({ place: positionOf(fault), pointer: fault.pointer }).toEqual({ place, pointer });
    expect(fault.received.replace(received, "it")).toBe("it");
    expect(fault.advice).toMatch(advice);
  });

  it("shows the text around it, with what is invisible made visible", () => {
    const text = `{"title": "Two\\nlines",\r\n\t"values": [0.25, NaN, 0.5, 0.75, 1.25, 2.5, 3.5]}`;
    expect(faultOfText(text).near).toBe(
      String.raw`…es",\r\n\t"values": [0.25, NaN, 0.5, 0.75, 1.25, 2.…`,
    );
    expect(faultOfText('["\u202eabc",\u0007]').near).toBe('["<U+202E>abc",<U+0007>]');
  });

  it("and is the first one in the text, whatever follows", () => {
    expect(faultOfText('{"a":1 "a":2}').received).toBe("a value without a comma before it");
    expect(faultOfText(`[NaN, ${"[".repeat(40)}`).received).toBe("NaN");
    expect(faultOfText('{"a":1,"a":2, "b": NaN}').received).toBe("the same name twice");
  });
});

const utf16 = (text: string) => Buffer.from(text, "utf16le");
const utf32 = (text: string) =>
  Buffer.concat(Array.from(text, (c) => Buffer.from([c.charCodeAt(0), 0, 0, 0])));

describe("a file that is not JSON text is reported:", () => {
  it.each<[string, Uint8Array, RegExp]>([
    ["UTF-16 LE with a byte order mark", utf16('\ufeff{"a":1}'), /^UTF-16 text \(little/],
    ["UTF-16 LE without", utf16('{"a":"é"}'), /^UTF-16 text \(little/],
    ["UTF-16 BE with a byte order mark", utf16('\ufeff{"a":1}').swap16(), /^UTF-16 text \(big/],
    ["UTF-16 BE without", utf16('[ "a"]').swap16(), /^UTF-16 text \(big/],
    [
      "UTF-32 LE with a byte order mark",
      utf32("\ufeff{}").fill(0xfe, 1, 2),
      /^UTF-32 text \(little/,
    ],
    ["UTF-32 LE without", utf32('{"a":1}'), /^UTF-32 text \(little/],
    ["UTF-32 BE without", utf32('{"a":1}').swap32(), /^UTF-32 text \(big/],
    ["gzip", Buffer.from([0x1f, 0x8b, 8, 0, 0, 0]), /^a gzip file/],
    ["zip", Buffer.from("PK\u0003\u0004\u0014"), /^a zip archive/],
    ["NumPy", Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]), /NumPy/],
    ["nothing", Buffer.alloc(0), /^an empty file/],
    ["a byte order mark alone", Buffer.from("\ufeff"), /^an empty file/],
    ["zero bytes", Buffer.alloc(512), /^512 zero bytes/],
    ["Git LFS", Buffer.from("version https://git-lfs.github.com/spec/v1\noid x"), /^a Git LFS/],
    ["git-annex", Buffer.from("/annex/objects/SHA256E-s5--ab.json\n"), /^a git-annex pointer/],
    ["DVC", Buffer.from("outs:\n- md5: 8f2e\n  path: a.json\n"), /^a DVC pointer/],
    ["DVC with its hash first", Buffer.from("md5: 8f2e\nouts:\n- path: a\n"), /^a DVC pointer/],
    ["HTML", Buffer.from("<!DOCTYPE html>\n<html>"), /^an HTML page/],
    ["XML", Buffer.from('<?xml version="1.0"?><Error>'), /^markup/],
  ])("%s", (_name, bytes, name) => {
    const fault = faultOf(bytes);
    expect(fault.received).toMatch(name);
    expect(positionOf(fault)).toBe("1:1");
    expect(fault.advice).toMatch(/\.$/);
  });

  it.each([
    [" \r\n\t ", "a file of white space only", "2:3"],
    ["\n <html>", "an HTML page", "2:2"],
  ])("%j, where its text begins or ends", (text, name, place) => {
    const fault = faultOfText(text);
    expect({ name: fault.received, place: positionOf(fault) }).toEqual({ name, place });
  });

  it.each<[string, readonly number[], string, string]>([
    ["a stray continuation byte", [0x22, 0x80, 0x22], "0x80", "1:2"],
    ["a sequence cut short", [0x22, 0x0a, 0xe2, 0x82, 0x22], "0xE2", "2:1"],
    ["an overlong form", [0x22, 0xc0, 0xaf, 0x22], "0xC0", "1:2"],
    ["an encoded surrogate", [0x22, 0xed, 0xa0, 0x80, 0x22], "0xED", "1:2"],
    ["a code point beyond U+10FFFF", [0x22, 0xf4, 0x90, 0x80, 0x80, 0x22], "0xF4", "1:2"],
    ["Latin-1", [...Buffer.from('"né"', "latin1")], "0xE9", "1:3"],
    ["Latin-1 after UTF-8", [...Buffer.from("\ufeff[“”"), 0xe9], "0xE9", "1:4"],
    ["one after U+FFFD", [...Buffer.from("[\ufffd\ufffd"), 0xff], "0xFF", "1:4"],
    ["one that is cut off", [...Buffer.from('["\u{1f602}').subarray(0, 5)], "0xF0", "1:3"],
  ])("%s has a position, and its byte is named", (_name, bytes, byte, place) => {
    const fault = faultOf(Uint8Array.from(bytes));
    expect(fault.received).toBe(`the byte ${byte}, which is not UTF-8 there`);
    expect(positionOf(fault)).toBe(place);
  });
});
