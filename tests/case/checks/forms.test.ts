/** The other forms in which CLARITY writes the same things. */
import { expect, test } from "vitest";
import { checksOf } from "../../../lib/case/checks/index.ts";
import { summaryOf } from "../../../lib/case/checks/summary.ts";
import type { CaseArtifacts } from "../../../lib/case/schemas.ts";
import { at, changed, consistentCase } from "./consistent-case.ts";

function failingIds(artifacts: CaseArtifacts): string[] {
  return summaryOf(checksOf(artifacts)).fail.map(({ check }) => check);
}

function outcomeOf(artifacts: CaseArtifacts, id: string) {
  return checksOf(artifacts).find((check) => check.id === id);
}

/** Probes as the counterfactual engine writes them: the whole grid for each of two settings. */
function engineProbes() {
  const settings = ["1p0", "1p2"];
  const results = settings.flatMap((value) =>
    [-0.6, 0, 0, 0.2].map((delta, index) => ({
      probe: {
        region_id: `grid_r${Math.floor(index / 2)}_c${index % 2}_k2`,
        axis: "brightness",
        value,
      },
      baseline_esi: 0.75,
      masked_esi: Number((0.75 + delta).toFixed(8)),
      delta_esi: delta,
    })),
  );
  return { results, mean_abs_delta_esi: 0.2, max_abs_delta_esi: 0.6 };
}

function withProbes(change: (surface: ReturnType<typeof engineProbes>) => void): CaseArtifacts {
  const probe_surface = engineProbes();
  change(probe_surface);
  return { metrics: { probe_surface } };
}

test("the engine's form of probes holds, once for each setting", () => {
  const checks = checksOf(withProbes(() => {}));
  expect(checks.filter(({ outcome }) => outcome === "holds").map(({ id }) => id)).toEqual(
    [
      "grid_sizes_agree",
      "probe_statistics",
      "probe_deltas",
      "probe_count",
      "probes_on_grid",
      "probes_unique",
      "esi_in_range",
    ].sort((one, other) => order(one) - order(other)),
  );
});

function order(id: string): number {
  return checksOf({}).findIndex((check) => check.id === id);
}

test.each([
  [
    "a mean size that the probes do not have",
    withProbes((surface) => {
      surface.mean_abs_delta_esi = 0.25001;
    }),
    { probe_statistics: ["0.25001", "0.2"] },
  ],
  [
    "a probe that was left out",
    withProbes((surface) => {
      surface.results.splice(1, 1);
      surface.mean_abs_delta_esi = 0.22857143;
    }),
    { probe_count: ["a grid of 2 × 2", "3 probes"] },
  ],
  [
    "a probe beyond its grid",
    withProbes((surface) => {
      at(surface.results, 3).probe.region_id = "grid_r2_c1_k2";
    }),
    {
      probes_on_grid: ["row 2, column 1", "a grid of 2 × 2, rows and columns from 0"],
    },
  ],
  [
    "a probe twice in one setting",
    withProbes((surface) => {
      at(surface.results, 3).probe.region_id = "grid_r0_c1_k2";
    }),
    {
      probes_unique: ["row 0, column 1, brightness at 1", "stated before, as number 2 of the list"],
    },
  ],
])("%s is found in the engine's form", (_name, artifacts, expected) => {
  const { fail } = summaryOf(checksOf(artifacts));
  expect(Object.fromEntries(fail.map((f) => [f.check, [f.stated, f.computed]]))).toEqual(expected);
});

test("probes of regions do not have to fill a grid", () => {
  const artifacts = withProbes((surface) => {
    at(surface.results, 0).probe.region_id = "left_lobe";
  });
  expect(outcomeOf(artifacts, "probe_count")).toMatchObject({ outcome: "holds", compared: 1 });
  expect(failingIds(artifacts)).toEqual([]);
});

test("a sweep ledger lists every combination of values and seeds", () => {
  const runs = [0.8, 1.2].flatMap((brightness) =>
    [1, 2].flatMap((contrast) =>
      [7, 8].map((seed) => ({ axis_values: { brightness, contrast }, seed })),
    ),
  );
  const sweep = { axes: { brightness: [0.8, 1.2], contrast: [1, 2] }, seeds: [7, 8], runs };
  expect(summaryOf(checksOf({ sweep_manifest: sweep }))).toMatchObject({ hold: 4, fail: [] });
  const incomplete = { ...sweep, runs: runs.slice(0, -1) };
  expect(summaryOf(checksOf({ sweep_manifest: incomplete })).fail).toEqual([
    {
      check: "sweep_complete",
      title: "The sweep lists one run for each seed and each listed value",
      where: "sweep_manifest.json",
      what: "number of runs",
      stated: "8, by its axes and seeds",
      computed: "7 listed",
      count: 1,
    },
  ]);
});

test("a sweep may name its axes without values, and a seed may be text", () => {
  const copy = consistentCase();
  const sweep_manifest = { ...copy.sweep_manifest, axes: ["contrast", "brightness"] };
  const manifest = { ...copy.manifest, seeds: ["40", "41"] };
  expect(failingIds({ ...copy, manifest, sweep_manifest })).toEqual([]);
});

test("an axis's name with a slash is escaped in a pointer", () => {
  const shape = {
    noise: 5,
    axes: 3,
    values: 2,
    seeds: 1,
    grid: 1,
    unit: "shares",
    pixels: 1,
  } as const;
  const copy = changed(({ robustness_surface }) => {
    at(at(robustness_surface.axes, 2).points, 0).value = "x";
  }, shape);
  expect(summaryOf(checksOf(copy)).fail.map(({ where }) => where)).toEqual([
    "sweep_manifest.json#/axes/blur~1σ and robustness_surface.json#/axes/2/points",
  ]);
});

test("regions in pixels of an image of unknown size cannot be placed, and the check says so", () => {
  const copy = changed(({ manifest }) => {
    Reflect.deleteProperty(manifest, "image_dimensions");
  });
  expect(outcomeOf(copy, "regions_inside_image")).toMatchObject({
    outcome: "cannot_be_checked",
    reason: "The regions are in pixels, and the case does not state the size of the image.",
  });
});

test("a box that ends slightly beyond the image is still one in shares, not in pixels", () => {
  const edge = 1.0000001192092896;
  const box = { region_id: "right half", x_min: 0.5, y_min: 0, x_max: edge, y_max: 1, area: 0.5 };
  const { fail } = summaryOf(checksOf({ overlay_bundle: { regions: [box] } }));
  expect(fail).toEqual([
    {
      check: "regions_inside_image",
      title: "Every region lies inside the image",
      where: "overlay_bundle.json#/regions/0",
      what: "box of region right half",
      stated: `x 0.5 to ${edge}, y 0 to 1`,
      computed: "shares of the image from 0 to 1",
      count: 1,
    },
  ]);
});

test("an area in pixels beside coordinates in shares is only a contradiction of units", () => {
  const box = { region_id: "r", x_min: 0.25, y_min: 0.25, x_max: 0.5, y_max: 0.5, area: 3136 };
  const artifacts = { overlay_bundle: { regions: [box] } };
  expect(summaryOf(checksOf(artifacts)).fail).toMatchObject([
    {
      check: "region_units_agree",
      stated: "area 3136, read as pixels",
      computed: "x 0.25 to 0.5, y 0.25 to 0.5, read as shares of the image",
    },
  ]);
  expect(outcomeOf(artifacts, "region_areas")).toMatchObject({
    outcome: "cannot_be_checked",
    reason: "The areas are not in the unit of the coordinates.",
  });
});

test("a million heatmap values are one check, with the first value out of range and their number", () => {
  const values = Array.from({ length: 1024 }, () => Array.from({ length: 1024 }, () => 0.5));
  at(values, 7)[9] = 1.02;
  at(values, 1000)[3] = -0.1;
  expect(outcomeOf({ overlay_bundle: { heatmap: { values } } }, "heatmap_in_range")).toEqual({
    id: "heatmap_in_range",
    title: "Every value of the heatmap lies between 0 and 1",
    where: "overlay_bundle.json#/heatmap",
    outcome: "does_not_hold",
    compared: 1024 * 1024,
    count: 2,
    contradictions: [
      {
        where: "overlay_bundle.json#/heatmap/values/7/9",
        what: "first of 2 values of the heatmap",
        stated: "1.02",
        computed: "0 to 1",
      },
    ],
  });
});

test("regions that cover the map too many times are not all compared", () => {
  const values = [[0.25]];
  const region = { x_min: 0, y_min: 0, x_max: 1, y_max: 1, area: 1, mean_evidence: 0.25 };
  const regions = Array.from({ length: 6 }, (_, region_id) => ({ ...region, region_id }));
  const artifacts = { overlay_bundle: { evidence_map: { values }, regions } };
  expect(outcomeOf(artifacts, "region_mean_evidence")).toMatchObject({
    outcome: "holds",
    compared: 4,
    reason: "The boxes of the regions cover the map too many times.",
  });
});
