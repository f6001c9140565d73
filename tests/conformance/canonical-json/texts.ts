import { readdirSync, readFileSync } from "node:fs";
import * as fc from "fast-check";
import { chooser, disguised, jsons, seeds, strings } from "../../case/json-texts.ts";

const SEED = 20_261_127;
const DEMO_CASES = "functions/demo/artifacts";

/** Every JSON file of the demo cases. */
export function demoTexts(): string[] {
  return readdirSync(DEMO_CASES, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".json"))
    .map((file) => readFileSync(`${DEMO_CASES}/${file}`, "utf8"));
}

/** Characters around the places where the orders of UTF-16 code units and of code points differ. */
const character = fc.constantFrom(
  ...Array.from(
    "aZ é\u007f\u0080\ud7ff\ue000\uf8ff\ufb33\ufffd\uffff\u{10000}\u{1f602}\u{2ffff}\u{f0000}\u{10ffff}",
  ),
);
const name = fc.string({ unit: character, maxLength: 4 });
const sorted = fc.dictionary(name, strings, { minKeys: 2, maxKeys: 12, noNullPrototype: true });

/** Values that the service accepts, with any white space, escapes, digits and order of members. */
export function generatedTexts(count: number): string[] {
  const text = fc
    .tuple(fc.oneof(jsons, sorted), seeds)
    .map(([value, seed]) => `[${disguised(value, chooser(seed))}]`);
  return fc.sample(text, { seed: SEED, numRuns: count });
}

const NUMBERS = `0 -0 -0.0 0e5 1e-6 1e-7 -1e-7 123e-20 5e-324 -5e-324 2.2250738585072014e-308 1e20 1e21 1e23
  1.7976931348623157e308 -1.7976931348623157E+308 9007199254740991 -9007199254740991 9007199254740993e0
  0.1 0.30000000000000004 4.50 333333333.33333329 999999999999999900000e0 1424953923781206.2`;

/** Numbers of every magnitude, one a text. Many of them are integers that the service refuses. */
export function numberTexts(count: number): string[] {
  const double = fc.double({ noNaN: true, noDefaultInfinity: true });
  const text = fc.oneof(
    double.map((x) => x.toExponential()),
    double.map((x) => x.toExponential(18).toUpperCase()),
    fc.maxSafeInteger().map(String),
    fc.maxSafeInteger().map((x) => `${x / 1e7}`),
  );
  const generated = fc.sample(text, { seed: SEED, numRuns: count });
  return NUMBERS.split(/\s+/)
    .concat(generated)
    .map((number) => `[${number}]`);
}
