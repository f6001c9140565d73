import * as fc from "fast-check";
import stringify from "json-stable-stringify";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../lib/case/canonical-json.ts";
import { parseExactJson } from "../../lib/case/exact-json.ts";
import { strings, type Json } from "./json-texts.ts";
import { holds } from "./properties.ts";

/** The canonical JSON of a text, by the way every artifact takes. */
function canonical(text: string): string {
  return canonicalJson(parseExactJson(new TextEncoder().encode(text)));
}

/** The test vectors that accompany RFC 8785, and the two examples in its text (values, weird). */
const RFC_8785 = {
  arrays: {
    input: `[
  56,
  {
    "d": true,
    "10": null,
    "1": [ ]
  }
]`,
    output: '[56,{"1":[],"10":null,"d":true}]',
  },
  french: {
    input: `{
  "peach": "This sorting order",
  "péché": "is wrong according to French",
  "pêche": "but canonicalization MUST",
  "sin":   "ignore locale"
}`,
    output:
      '{"peach":"This sorting order","péché":"is wrong according to French","pêche":"but canonicalization MUST","sin":"ignore locale"}',
  },
  structures: {
    input: `{
  "1": {"f": {"f": "hi","F": 5} ,"\\n": 56.0},
  "10": { },
  "": "empty",
  "a": { },
  "111": [ {"e": "yes","E": "no" } ],
  "A": { }
}`,
    output:
      '{"":"empty","1":{"\\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{"E":"no","e":"yes"}],"A":{},"a":{}}',
  },
  unicode: {
    input: '{\n  "Unnormalized Unicode":"A\\u030a"\n}',
    output: '{"Unnormalized Unicode":"A\u030a"}',
  },
  weird: {
    input: `{
  "\\u20ac": "Euro Sign",
  "\\r": "Carriage Return",
  "\\u000a": "Newline",
  "1": "One",
  "\\u0080": "Control\\u007f",
  "\\ud83d\\ude02": "Smiley",
  "\\u00f6": "Latin Small Letter O With Diaeresis",
  "\\ufb33": "Hebrew Letter Dalet With Dagesh",
  "</script>": "Browser Challenge"
}`,
    output:
      '{"\\n":"Newline","\\r":"Carriage Return","1":"One","</script>":"Browser Challenge","\u0080":"Control\u007f","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","\u{1f602}":"Smiley","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
  },
  // Adapted: the vector also has 1E30, an integer that is refused.
  values: {
    input: `{
  "numbers": [333333333.33333329, 4.50, 2e-3, 0.000000000000000000000000001],
  "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
  "literals": [null, true, false]
}`,
    output:
      '{"literals":[null,true,false],"numbers":[333333333.3333333,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  },
};

/** RFC 8785, appendix B: the bits of a double and how it is written. NaN and Infinity are not JSON. */
const RFC_8785_NUMBERS = [
  ["0000000000000000", "0"],
  ["8000000000000000", "0"],
  ["0000000000000001", "5e-324"],
  ["8000000000000001", "-5e-324"],
  ["7fefffffffffffff", "1.7976931348623157e+308"],
  ["ffefffffffffffff", "-1.7976931348623157e+308"],
  ["4340000000000000", "9007199254740992"],
  ["c340000000000000", "-9007199254740992"],
  ["4430000000000000", "295147905179352830000"],
  ["44b52d02c7e14af5", "9.999999999999997e+22"],
  ["44b52d02c7e14af6", "1e+23"],
  ["44b52d02c7e14af7", "1.0000000000000001e+23"],
  ["444b1ae4d6e2ef4e", "999999999999999700000"],
  ["444b1ae4d6e2ef4f", "999999999999999900000"],
  ["444b1ae4d6e2ef50", "1e+21"],
  ["3eb0c6f7a0b5ed8c", "9.999999999999997e-7"],
  ["3eb0c6f7a0b5ed8d", "0.000001"],
  ["41b3de4355555553", "333333333.3333332"],
  ["41b3de4355555554", "333333333.33333325"],
  ["41b3de4355555555", "333333333.3333333"],
  ["41b3de4355555556", "333333333.3333334"],
  ["41b3de4355555557", "333333333.33333343"],
  ["becbf647612f3696", "-0.0000033333333333333333"],
  ["43143ff3c1cb0959", "1424953923781206.2"],
] as const;

describe("canonical JSON follows RFC 8785", () => {
  it.each(Object.entries(RFC_8785))("in its test vector %s", (_name, { input, output }) => {
    expect(canonical(input)).toBe(output);
  });

  it.each(RFC_8785_NUMBERS)("in writing the double %s as %s", (bits, text) => {
    const double = Buffer.from(bits, "hex").readDoubleBE();
    expect(canonicalJson(double)).toBe(text);
  });

  it("in sorting names by UTF-16 code units, not by code points", () => {
    expect(canonical('{"\\ufb33":1,"\\ud83d\\ude02":2}')).toBe('{"\u{1f602}":2,"\ufb33":1}');
  });

  it("in sorting names that look like numbers as text", () => {
    expect(canonical('{"9":1,"10":2,"01":3,"-1":4,"1":5}')).toBe(
      '{"-1":4,"01":3,"1":5,"10":2,"9":1}',
    );
  });
});

function rowOfTen(number: string): string {
  return `[${Array.from({ length: 10 }, () => number).join(",")}]`;
}

describe("canonical JSON does not round", () => {
  it.each([
    ["1e-9", "1e-9"],
    ["4e-9", "4e-9"],
    ["0.123456789012345678", "0.12345678901234568"],
    ["0.999999999", "0.999999999"],
    ["1.000000000000001", "1.000000000000001"],
    ["5e-324", "5e-324"],
    ["4503599627370495.5", "4503599627370495.5"],
  ])("%s: it writes %s, alone and in an array of ten", (text, expected) => {
    expect(canonical(text)).toBe(expected);
    expect(canonical(rowOfTen(text))).toBe(rowOfTen(expected));
  });

  it("small evidence values, so two different maps have two texts", () => {
    expect(canonical('{"values":[[4e-9,1e-9]]}')).not.toBe(canonical('{"values":[[4e-9,2e-9]]}'));
  });
});

describe("runs of items without members are written as json-stable-stringify writes them", () => {
  const leaves = fc.oneof(
    fc.constantFrom<Json>(
      null,
      true,
      false,
      0,
      -0,
      1e-7,
      5e-324,
      "",
      "\\ud800",
      '"\\ud800"',
      "\u2028",
    ),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    strings.filter((text) => text.isWellFormed()),
  );
  const mixed = fc.array(fc.oneof({ weight: 12, arbitrary: leaves }, fc.constantFrom([], {})), {
    maxLength: 60,
  });
  const nested = fc.dictionary(strings, fc.array(fc.oneof(mixed, leaves), { maxLength: 12 }), {
    maxKeys: 4,
    noNullPrototype: true,
  });

  it("whatever they contain, and whatever stands between them", () => {
    const seen = { runs: 0 };
    holds(
      fc.property(nested, (value) => {
        const oracle = stringify(value);
        if (/(?:[^[\]{},]+,){8}/.test(oracle ?? "")) seen.runs++;
        expect(canonicalJson(value)).toBe(oracle);
      }),
      3000,
    );
    expect(seen.runs).toBeGreaterThan(500);
  });

  it("also when a text equals the placeholder of a run", () => {
    const texts = ["\\ud800", '"\\ud800"', String.raw`\"\ud800`, "\u{1f602}"];
    const value = { a: [...texts, ...texts, ...texts, {}], b: texts, '"\\ud800"': texts };
    expect(canonicalJson(value)).toBe(stringify(value));
  });
});

describe("canonical JSON", () => {
  it.each(["-0", "-0.0", "0", "0.0", "0e0", "-0E-7"])("writes %s as 0", (text) => {
    expect(canonical(`{"x":[${text}]}`)).toBe('{"x":[0]}');
  });

  it.each(["1", "1.0", "1e0", "10e-1", "0.1E+1", "1.00000000000000001"])(
    "writes %s as 1",
    (text) => {
      expect(canonical(text)).toBe("1");
    },
  );

  it("keeps members whose names mean something to JavaScript", () => {
    const text = '{"__proto__":{"a":1},"constructor":2,"toJSON":3,"toString":4,"valueOf":[]}';
    expect(canonical(text)).toBe(text);
    expect(Object.hasOwn({}, "a")).toBe(false);
  });

  it("distinguishes a text from the number, the literal and the structure that it looks like", () => {
    const texts = [
      "1",
      '"1"',
      "true",
      '"true"',
      "null",
      '"null"',
      "[]",
      "{}",
      '""',
      "[[]]",
      "[{}]",
    ];
    expect(new Set(texts.map(canonical)).size).toBe(texts.length);
  });

  it("distinguishes composed from decomposed characters, because it normalises nothing", () => {
    expect(canonical('"\\u00e9"')).not.toBe(canonical('"e\\u0301"'));
  });

  it("keeps the order of an array, and its null items", () => {
    expect(canonical("[3, null, 1, null]")).toBe("[3,null,1,null]");
  });

  it("refuses values that are not JSON instead of leaving them out", () => {
    expect(() => canonicalJson(undefined)).toThrow(TypeError);
  });
});
