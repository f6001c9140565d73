import { beforeAll, describe, expect, it } from "vitest";
import { renderReport } from "../../../lib/report/render.ts";
import { reportSources } from "./report-sources.ts";
import { STANDARDS, validate } from "./verapdf.ts";

const GENERATED = 200;

const reports = new Map<string, Uint8Array>();

beforeAll(async () => {
  for (const [name, source] of reportSources(GENERATED)) {
    reports.set(name, await renderReport(source));
  }
});

describe.each(STANDARDS)("veraPDF with the rules of %s", (standard) => {
  it("finds no fault in any report", async () => {
    const verdicts = await validate(standard, reports);
    expect([...verdicts].filter(([, verdict]) => verdict !== "PASS")).toEqual([]);
    expect(new Set(verdicts.keys())).toEqual(new Set(reports.keys()));
  });

  it("finds the fault in a report whose claim of both standards was taken out", async () => {
    const broken = withoutClaims(reports.get("case_sparse") ?? new Uint8Array());
    const verdicts = await validate(standard, new Map([["broken", broken]]));
    expect(verdicts.get("broken")).toMatch(/^FAIL /);
  });
});

/** Overwrites both identifiers in the XMP packet, which is not compressed, with as many spaces. */
function withoutClaims(report: Uint8Array): Uint8Array {
  const text = Buffer.from(report).toString("latin1");
  const claim = /<pdf(?:a|ua)id:part>\d<\/pdf(?:a|ua)id:part>/g;
  expect(text.match(claim)).toHaveLength(2);
  return Buffer.from(
    text.replace(claim, (found) => " ".repeat(found.length)),
    "latin1",
  );
}
