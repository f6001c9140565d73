import * as fc from "fast-check";
import type { ReportSource } from "../../../lib/report/source.ts";
import { changed } from "../../case/checks/consistent-case.ts";
import { MAP_MUTATIONS } from "../../case/checks/map-mutations.ts";
import type { Mutation } from "../../case/checks/mutation.ts";
import { PROBE_MUTATIONS } from "../../case/checks/probe-mutations.ts";
import { RUN_MUTATIONS } from "../../case/checks/run-mutations.ts";
import { SURFACE_MUTATIONS } from "../../case/checks/surface-mutations.ts";
import { type Artifacts, subsetsOf } from "../../report/any-subset.ts";
import { sourceWith, TEXTS } from "../../report/east-asian-texts.ts";
import * as shapes from "../../report/shapes.ts";
import {
  bundleSource,
  DEMO_CASES,
  demoArtifacts,
  demoSource,
  smallArtifacts,
  sourceOf,
} from "../../report/sources.ts";
import { EXTREME_SOURCES } from "./extreme-sources.ts";

const SEED = 20_261_127;

/** The source of a report, and a name for its file. */
type Named = readonly [name: string, source: ReportSource];

function demoCases(): Named[] {
  const bundles = ["bundle_rich", "bundle_nested", "ledger_only"] as const;
  return [
    ...DEMO_CASES.map((caseId): Named => [caseId, demoSource(caseId)]),
    ...bundles.map((caseId): Named => [caseId, bundleSource(caseId)]),
  ];
}

/** Cases in the shapes that CLARITY's evaluator writes, and each of its artifacts alone. */
function evaluatorCases(): Named[] {
  const every = shapes.everyArtifact();
  return [
    ["evaluator_every_artifact", sourceOf(every)],
    ["evaluator_bundle", sourceOf(shapes.bundle())],
    ["evaluator_ledger", sourceOf({ sweep_manifest: shapes.sweepLedger() })],
    ...Object.entries(every).map(([name, artifact]): Named => [
      `evaluator_only_${name}`,
      sourceOf({ [name]: artifact }),
    ]),
  ];
}

/** Each fails at least one check of consistency. */
function contradictoryCases(): Named[] {
  const mutations: readonly Mutation[] = [
    ...SURFACE_MUTATIONS,
    ...PROBE_MUTATIONS,
    ...RUN_MUTATIONS,
    ...MAP_MUTATIONS,
  ];
  const small = smallArtifacts();
  return [
    ["checksums_differ", sourceOf(small, { manifest: "differs", metrics: "not_listed" })],
    ["checksums_unreadable", sourceOf(small, "unreadable")],
    ...mutations.map(([, change], index): Named => [
      `contradiction_${index}`,
      sourceOf(changed(change)),
    ]),
  ];
}

function withTexts([artifacts, title, description]: [Artifacts, string, string]): Artifacts {
  return { ...artifacts, manifest: { ...shapes.manifest(), title, description } };
}

/** Parts of valid cases, a third of them with a title and description of any characters. */
function generatedCases(count: number): Named[] {
  const subset = fc.oneof(
    subsetsOf(shapes.everyArtifact()),
    subsetsOf({ sweep_manifest: shapes.sweepLedger() }),
    subsetsOf(demoArtifacts("case_sparse")),
  );
  const text = fc.string({ unit: "binary", maxLength: 40 });
  const described = fc.tuple(subset, text, text).map(withTexts);
  const cases = fc.oneof({ arbitrary: subset, weight: 2 }, { arbitrary: described, weight: 1 });
  return fc
    .sample(cases, { seed: SEED, numRuns: count })
    .map((artifacts, index): Named => [`generated_${index}`, sourceOf(artifacts)]);
}

/** The sources of all reports that must conform, by a name for each. */
export function reportSources(generated: number): ReadonlyMap<string, ReportSource> {
  return new Map([
    ...demoCases(),
    ...evaluatorCases(),
    ...contradictoryCases(),
    ...TEXTS.map((texts): Named => [texts.language.replaceAll(" ", "_"), sourceWith(texts)]),
    ...Object.entries(EXTREME_SOURCES),
    ...generatedCases(generated),
  ]);
}
