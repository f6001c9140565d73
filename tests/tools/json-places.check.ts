import { execFileSync } from "node:child_process";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { InexactJsonError, parseExactJson } from "../../lib/case/exact-json.ts";
import { broken } from "../case/broken-json.ts";
import { chooser, disguised, jsons } from "../case/json-texts.ts";

const TEXTS = 5000;
const SEED = 20_261_127;

/** Reads a list of texts, and prints for each where and why Python's `json` refuses it. */
const PYTHON = `
import json, sys
def fault(text):
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return [error.lineno, error.colno, error.msg]
print(json.dumps([fault(text) for text in json.load(sys.stdin)]))
`;

/**
 * Where Python's view is another one on purpose: it places a fault inside a word, a number or an escape at the
 * beginning of it, and one inside a text that never ends at the beginning of the text. From version 3.13 on it
 * places a trailing comma at the comma.
 */
const ELSEWHERE = /^(?:Unterminated string|Invalid \\|Illegal trailing comma)/;
const INSIDE_A_TOKEN = new Set(["a digit", "true, false or null"]);

test("a syntax fault has the line and column that Python's json gives it", () => {
  const texts = fc.sample(jsons, { numRuns: TEXTS, seed: SEED }).flatMap((value, seed) => {
    const choose = chooser(seed);
    const text = broken(disguised(value, choose), choose);
    // Python parses these words as numbers, and continues.
    return text === undefined || /NaN|Infinity/.test(text) ? [] : [text];
  });
  const input = JSON.stringify(texts);
  const printed = execFileSync("python3", ["-c", PYTHON], { input, encoding: "utf8" });
  const faults: unknown = JSON.parse(printed);
  let compared = 0;
  for (const [index, text] of texts.entries()) {
    const python = Array.isArray(faults) ? faults[index] : undefined;
    const ours = faultOf(text);
    // Python limits neither nesting nor integers.
    if (!Array.isArray(python) || ours === undefined) continue;
    const [line, column, message] = python;
    if (ELSEWHERE.test(String(message)) || INSIDE_A_TOKEN.has(ours.expected)) continue;
    compared++;
    expect({ text, ...ours.position }).toEqual({ text, line, column });
  }
  expect(compared).toBeGreaterThan(TEXTS / 2);
});

function faultOf(text: string): InexactJsonError["fault"] | undefined {
  try {
    parseExactJson(new TextEncoder().encode(text));
    return undefined;
  } catch (error) {
    if (error instanceof InexactJsonError) return error.fault;
    throw error;
  }
}
