import { beforeEach, describe, expect, it } from "vitest";
import { CASE_LIMITS, JSON_LIMITS, readExactJson } from "../../lib/case/exact-json.ts";
import { scanJson } from "../../lib/case/json-scan.ts";
import { readCase } from "../../lib/case/read-case.ts";
import { sentenceOf } from "../store/sentence-of.ts";
import { refusalOf } from "./refusals.ts";
import { ScriptedSource } from "./sources.ts";

const CASE = "case_1";
const MIB = 1024 * 1024;
const NUMBERS = `{"x": [${"0,".repeat(2_600_000)}0]}`;

let source: ScriptedSource;

beforeEach(() => {
  source = new ScriptedSource();
  source.edit(CASE, { "manifest.json": "{}" });
});

describe("the limit on all artifacts of a case together", () => {
  it("is 24 MiB, even when each has less than 16", async () => {
    source.edit(CASE, { "metrics.json": "{}".padEnd(12 * MIB), "overlay_bundle.json": "{}" });
    await expect(readCase(source, CASE)).resolves.toMatchObject({ hashes: {} });
    source.edit(CASE, { "overlay_bundle.json": "{}".padEnd(12 * MIB) });
    expect((await refusalOf(readCase(source, CASE))).details).toMatchObject({
      file: "metrics.json",
      expected: `at most ${24 * MIB} bytes in all artifacts of the case together`,
      received: `${24 * MIB + 2} bytes, of which this file has the most`,
    });
  });

  it("is a cost of 5,000,000, even when each costs less than 4,500,000", async () => {
    source.edit(CASE, { "metrics.json": NUMBERS });
    await expect(readCase(source, CASE)).resolves.toMatchObject({ cost: 2_600_066 });
    source.edit(CASE, { "overlay_bundle.json": NUMBERS });
    const error = await refusalOf(readCase(source, CASE));
    const { code, details } = error;
    expect(code).toBe("unreportable_case");
    expect(details).toMatchObject({
      file: "overlay_bundle.json",
      received: "5200115 in this artifact and those before it",
    });
    expect(sentenceOf(error)).toContain("Make the maps coarser");
  });

  it("lets every artifact that is within its own limits be read beside small ones", () => {
    expect(CASE_LIMITS.cost).toBeGreaterThan(JSON_LIMITS.cost);
  });
});

const LONG = "[1,2,3,4,5,6,7,8,9]";

it.each([
  "{}",
  "[]",
  "0",
  '"a,[{"',
  '{"a":[1,2,{"b":"\\",["}],"c":null}',
  '[[[]],"",-1e9]',
  LONG,
  `{"a":[${LONG},[0.1234567890123456,${LONG.slice(1)}]}`,
])("the cost of %s is the least limit under which it passes", (text) => {
  const { cost } = readExactJson(Buffer.from(text));
  expect(scanJson(text, { depth: 32, cost, costOfPart: 16 })).toBeUndefined();
  expect(scanJson(text, { depth: 32, cost: cost - 1, costOfPart: 16 })?.kind).toBe("cost");
});
