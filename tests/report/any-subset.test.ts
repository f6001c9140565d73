import * as fc from "fast-check";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { ARTIFACTS, ARTIFACT_SCHEMAS, type ArtifactName } from "../../lib/case/schemas.ts";
import { renderReport } from "../../lib/report/render.ts";
import { holdsInTime } from "../case/properties.ts";
import { pageFaults } from "./page-faults.ts";
import { readPdf } from "./read-pdf.ts";
import { everyArtifact, sweepLedger } from "./shapes.ts";
import { demoArtifacts, sourceOf } from "./sources.ts";

const RUNS = 25;

type Artifacts = Readonly<Partial<Record<ArtifactName, unknown>>>;

/** Members without which a schema refuses the artifact. */
const REQUIRED: Readonly<Partial<Record<ArtifactName, ReadonlySet<string>>>> = {
  overlay_bundle: new Set(["region_id", "x_min", "y_min", "x_max", "y_max"]),
  robustness_surface: new Set(["axes", "axis", "points", "value"]),
  confidence_surface: new Set(["confidence_surfaces", "axis", "points", "value"]),
  entropy_surface: new Set(["entropy_surfaces", "axis", "points", "value"]),
};

/** A member that may be missing, as a JSON Pointer after the artifact's name. */
function optionalPlaces(name: ArtifactName, value: unknown, place = ""): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    if (key === "values" && Array.isArray(member)) return [`${name}${place}/${key}`];
    const inner = `${place}/${key}`;
    const below = optionalPlaces(name, member, inner);
    const isRequired = !Array.isArray(value) && REQUIRED[name]?.has(key) === true;
    return isRequired ? below : below.concat(`${name}${inner}`);
  });
}

/** The artifact without the members at these places; null stands in for those at even indices. */
function without(name: string, value: unknown, gone: ReadonlyMap<string, boolean>): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => {
      const place = `${name}/${index}`;
      return gone.has(place) ? [] : [without(place, item, gone)];
    });
  }
  const members = Object.entries(value).flatMap(([key, member]): [string, unknown][] => {
    const place = `${name}/${key}`;
    const isNull = gone.get(place);
    if (isNull === undefined) return [[key, without(place, member, gone)]];
    return isNull ? [[key, null]] : [];
  });
  return Object.fromEntries(members);
}

function parts(artifacts: Artifacts): fc.Arbitrary<Artifacts> {
  const places = ARTIFACTS.flatMap((name) => optionalPlaces(name, artifacts[name]));
  const names = ARTIFACTS.filter((name) => artifacts[name] !== undefined);
  return fc
    .record({
      kept: fc.subarray(names, { minLength: 1 }),
      gone: fc.oneof(fc.subarray(places), fc.subarray(places, { maxLength: 20 })),
    })
    .map(({ kept, gone }) => {
      const removed = new Map(gone.map((place, index) => [place, index % 2 === 0]));
      return Object.fromEntries(
        kept.map((name) => [name, without(name, artifacts[name], removed)]),
      );
    });
}

describe("any subset of the artifacts and members of a valid case gives a report", () => {
  test.each([
    ["all artifacts", everyArtifact()],
    ["a sweep ledger", { sweep_manifest: sweepLedger() }],
    ["a demo folder", demoArtifacts("case_sparse")],
  ])("of %s", { timeout: 120_000 }, async (_name, artifacts: Artifacts) => {
    await holdsInTime(
      fc.asyncProperty(parts(artifacts), async (subset) => {
        for (const name of ARTIFACTS) {
          if (subset[name] === undefined) continue;
          expect(v.safeParse(ARTIFACT_SCHEMAS[name], subset[name]).issues).toBeUndefined();
        }
        const read = await readPdf(await renderReport(sourceOf(subset)));
        expect(pageFaults(read)).toEqual([]);
        expect(read.text).not.toMatch(/\b(?:undefined|NaN|Infinity|null|\[object)\b/);
        expect(read.text).toContain("Reproducibility");
      }),
      RUNS,
    );
  });
});
