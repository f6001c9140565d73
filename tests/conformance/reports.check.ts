import { beforeAll, describe, expect, it } from "vitest";
import { renderReport } from "../../lib/report/render.ts";
import { DEMO_CASES, demoSource, smallSource } from "../report/sources.ts";
import { STANDARDS, validate } from "./verapdf.ts";

const reports = new Map<string, Uint8Array>();

beforeAll(async () => {
  for (const caseId of DEMO_CASES) reports.set(caseId, await renderReport(demoSource(caseId)));
  const title = "A & B <c> ]]> “é” 中 \u0007";
  reports.set("marks", await renderReport(smallSource({ manifest: { title } })));
});

describe.each(STANDARDS)("veraPDF with the rules of %s", (standard) => {
  it("finds nothing in any report", async () => {
    const verdicts = await validate(standard, reports);
    const passed = Object.fromEntries([...reports.keys()].map((name) => [name, "PASS"]));
    expect(Object.fromEntries(verdicts)).toEqual(passed);
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
