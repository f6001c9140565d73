import * as fc from "fast-check";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { ARTIFACTS, ARTIFACT_SCHEMAS } from "../../lib/case/schemas.ts";
import { renderReport } from "../../lib/report/render.ts";
import { holdsInTime } from "../case/properties.ts";
import { type Artifacts, subsetsOf } from "./any-subset.ts";
import { pageFaults } from "./page-faults.ts";
import { readPdf } from "./read-pdf.ts";
import { everyArtifact, sweepLedger } from "./shapes.ts";
import { demoArtifacts, sourceOf } from "./sources.ts";

const RUNS = 25;

describe("every subset of the artifacts and members of a valid case has a report", () => {
  test.each([
    ["all artifacts", everyArtifact()],
    ["a sweep ledger", { sweep_manifest: sweepLedger() }],
    ["a demo folder", demoArtifacts("case_sparse")],
  ])("of %s", async (_name, artifacts: Artifacts) => {
    await holdsInTime(
      fc.asyncProperty(subsetsOf(artifacts), async (subset) => {
        for (const name of ARTIFACTS) {
          if (subset[name] === undefined) continue;
          expect(v.safeParse(ARTIFACT_SCHEMAS[name], subset[name]).issues).toBeUndefined();
        }
        const read = await readPdf(await renderReport(sourceOf(subset)));
        expect(pageFaults(read)).toEqual([]);
        expect(read.text).not.toMatch(/\b(?:undefined|NaN|Infinity|null|\[object)\b/);
        expect(read.text).toContain("Verification In an empty folder");
      }),
      RUNS,
    );
  });
});
