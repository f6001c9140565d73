import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Check, CHECKS, checksOf } from "../../../lib/case/checks/index.ts";
import { summaryOf } from "../../../lib/case/checks/summary.ts";
import type { CaseArtifacts } from "../../../lib/case/schemas.ts";
import { holds } from "../properties.ts";
import { at, changed, consistentCase, shapes } from "./consistent-case.ts";
import { MAP_MUTATIONS } from "./map-mutations.ts";
import { PROBE_MUTATIONS } from "./probe-mutations.ts";
import { RUN_MUTATIONS } from "./run-mutations.ts";
import { SURFACE_MUTATIONS } from "./surface-mutations.ts";

const RECORD = { manifest: "confirmed", metrics: "confirmed" } as const;

function failing(artifacts: CaseArtifacts) {
  return checksOf(artifacts, RECORD).flatMap((check) =>
    check.outcome === "does_not_hold" ? [check] : [],
  );
}

function outcomeOf(artifacts: CaseArtifacts, id: string): Check | undefined {
  return checksOf(artifacts).find((check) => check.id === id);
}

test("every check holds for a case that does not contradict itself", () => {
  const outcomes = checksOf(consistentCase(), RECORD).map(({ id, outcome }) => [id, outcome]);
  expect(outcomes).toEqual(CHECKS.map(({ id }) => [id, "holds"]));
});

test("no check fails on a generated case that does not contradict itself", () => {
  holds(
    fc.property(shapes, (shape) => {
      expect(failing(consistentCase(shape))).toEqual([]);
    }),
    300,
  );
});

const MUTATIONS = [...SURFACE_MUTATIONS, ...PROBE_MUTATIONS, ...MAP_MUTATIONS, ...RUN_MUTATIONS];

test.each(MUTATIONS)(
  "%s: exactly these checks fail, with both values",
  (_name, change, expected) => {
    const found = failing(changed(change)).map(({ id, contradictions: [first] }) => {
      const { where, stated, computed } = first;
      return [id, [where, stated, computed]];
    });
    expect(Object.fromEntries(found)).toEqual(expected);
  },
);

test("the mutations make every check fail, except those with a separate test", () => {
  const shown = new Set(MUTATIONS.flatMap(([, , expected]) => Object.keys(expected)));
  const others = CHECKS.map(({ id }) => id).filter((id) => !shown.has(id));
  expect(others).toEqual(["record_of_checksums", "drift_not_negative", "confidence_in_range"]);
});

test("a changed mean or point of a generated case is found in its place", () => {
  holds(
    fc.property(
      shapes,
      fc.nat(),
      fc.double({ min: 0.001, max: 0.4, noNaN: true }),
      (shape, pick, by) => {
        const copy = consistentCase(shape);
        const index = pick % copy.robustness_surface.axes.length;
        const axis = at(copy.robustness_surface.axes, index);
        // Eight decimals, the last of them not 0: the tolerance is one unit of the last digit.
        axis.mean_esi = Number((axis.mean_esi + by).toFixed(7)) + 1e-8;
        const [first, ...others] = failing(copy).filter(({ id }) => id === "surface_statistics");
        expect(others).toEqual([]);
        expect(first?.count).toBe(1);
        expect(first?.contradictions[0].where).toBe(
          `robustness_surface.json#/axes/${index}/mean_esi`,
        );
      },
    ),
    200,
  );
});

test("a drift below 0 fails", () => {
  const copy = changed(({ metrics }) => {
    metrics.baseline_metrics.drift = -0.5;
  });
  expect(outcomeOf(copy, "drift_not_negative")).toMatchObject({
    outcome: "does_not_hold",
    contradictions: [{ stated: "-0.5", computed: "0 or more" }],
  });
});

test("a confidence above 1 fails in every place", () => {
  const copy = changed(({ sweep_manifest, metrics }) => {
    at(sweep_manifest.results, 2).rich_summary.confidence_score = 2;
    metrics.monte_carlo.confidence.max = 2;
  });
  expect(outcomeOf(copy, "confidence_in_range")).toMatchObject({
    outcome: "does_not_hold",
    count: 2,
    contradictions: [
      { where: "metrics.json#/monte_carlo/confidence/max", stated: "2", computed: "0 to 1" },
      { where: "sweep_manifest.json#/results/2/rich_summary/confidence_score" },
    ],
  });
});

test("an empty case cannot be checked, and every reason is a sentence", () => {
  for (const check of checksOf({})) {
    expect(check).toMatchObject({
      outcome: "cannot_be_checked",
      reason: expect.stringMatching(/^The case does not have .+\.$/),
    });
  }
});

test("missing values are not compared, and the check says what it left out", () => {
  const copy: CaseArtifacts = changed(({ robustness_surface }) => {
    Reflect.deleteProperty(at(at(robustness_surface.axes, 0).points, 1), "esi");
  });
  expect(outcomeOf(copy, "surface_statistics")).toMatchObject({
    outcome: "holds",
    compared: 8,
    reason: "mean ESI of brightness: 1 of 3 values are not stated. 3 more cannot be compared.",
  });
});

test("null counts as missing", () => {
  const nothing = JSON.parse(
    '{"metrics":{"probe_surface":null,"monte_carlo":null,"baseline_metrics":null}}',
  );
  expect(checksOf(nothing).every(({ outcome }) => outcome === "cannot_be_checked")).toBe(true);
});

test("values too large for a sum are left out instead of compared", () => {
  const points = [1e308, 1e308].map((esi, index) => ({ value: index, esi }));
  const surface = { axes: [{ axis: "a", points, mean_esi: 1e308, variance_esi: 0 }] };
  expect(outcomeOf({ robustness_surface: surface }, "surface_statistics")).toEqual({
    id: "surface_statistics",
    title: "The stated means and variances of ESI and drift are those of the points",
    where: "robustness_surface.json",
    outcome: "cannot_be_checked",
    reason: "mean ESI of a: the values are too large to compute it. 1 more cannot be compared.",
  });
});

test("a check keeps the first hundred contradictions and counts all of them", () => {
  const points = Array.from({ length: 1000 }, (_, value) => ({ value, esi: 2 }));
  const check = outcomeOf(
    { robustness_surface: { axes: [{ axis: "a", points }] } },
    "esi_in_range",
  );
  expect(check).toMatchObject({ outcome: "does_not_hold", count: 1000, compared: 1000 });
  expect(check?.outcome === "does_not_hold" ? check.contradictions.length : 0).toBe(100);
});

test("long texts of a case are truncated, never within a character", () => {
  const text = "🫁".repeat(1000);
  const check = outcomeOf(
    { manifest: { baseline_id: text }, metrics: { baseline_id: "b" } },
    "baseline_ids_agree",
  );
  const stated = check?.outcome === "does_not_hold" ? check.contradictions[0].stated : "";
  expect(stated).toMatch(/^(?:🫁){79}…$/u);
});

test("the summary counts the outcomes and names the first contradiction of each failing check", () => {
  const copy = changed(({ metrics, manifest }) => {
    metrics.probe_surface.total_probes = 10;
    Reflect.deleteProperty(manifest, "baseline_id");
  });
  expect(summaryOf(checksOf(copy, "none"))).toEqual({
    hold: CHECKS.length - 3,
    fail: [
      {
        check: "probe_count",
        title: "The number of probes is the stated one, and one for each cell of the grid",
        where: "metrics.json#/probe_surface/total_probes",
        what: "number of probes",
        stated: "10",
        computed: "9",
        count: 1,
      },
    ],
    unchecked: 2,
  });
});
