import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { checksOf } from "../../../lib/case/checks/index.ts";
import { summaryOf } from "../../../lib/case/checks/summary.ts";
import type { ChecksumRecord } from "../../../lib/case/record.ts";
import {
  type Artifact,
  ARTIFACT_SCHEMAS,
  type ArtifactName,
  type CaseArtifacts,
} from "../../../lib/case/schemas.ts";

const DEMO = "functions/demo/artifacts";

function read<N extends ArtifactName>(folder: string, name: N): Artifact<N> {
  const json: unknown = JSON.parse(readFileSync(join(DEMO, folder, `${name}.json`), "utf8"));
  return v.parse(ARTIFACT_SCHEMAS[name], json);
}

test.each([
  ["case_001", 23],
  ["case_rich", 33],
  ["case_large", 23],
  ["case_sparse", 8],
])("the demo case %s does not contradict itself in any of %i checks", (folder, hold) => {
  const artifacts: CaseArtifacts = {
    manifest: read(folder, "manifest"),
    metrics: read(folder, "metrics"),
    overlay_bundle: read(folder, "overlay_bundle"),
    robustness_surface: read(folder, "robustness_surface"),
  };
  expect(summaryOf(checksOf(artifacts))).toMatchObject({ hold, fail: [] });
});

const axisOf = (axis: string, esi: readonly number[], drift: readonly number[]) => ({
  axis,
  points: ["0p8", "0p9", "1p0", "1p1", "1p2"].map((value, index) => ({
    axis,
    value,
    esi: esi[index],
    drift: drift[index],
  })),
});

describe("CLARITY's own first demo case, which states figures of other points and probes", () => {
  const DELTAS = [5, 8, 6, 4, 7, 15, 12, 6, 9, 11, 10, 5, 4, 6, 7, 3].map((size) => -size / 100);
  const artifacts: CaseArtifacts = {
    manifest: {
      baseline_id: "demo_baseline_001",
      image_dimensions: { width: 224, height: 224 },
      config: { grid_size: 4, mask_value: 0, perturbation_axes: ["brightness", "contrast"] },
    },
    metrics: {
      baseline_id: "demo_baseline_001",
      baseline_metrics: { esi: 0.95, drift: 0.05 },
      probe_surface: {
        grid_size: 4,
        total_probes: 16,
        mean_delta_esi: -0.08333333,
        mean_delta_drift: 0.04166667,
        variance_delta_esi: 0.00277778,
        variance_delta_drift: 0.00138889,
        probes: DELTAS.map((delta, index) => ({
          row: Math.floor(index / 4),
          col: index % 4,
          delta_esi: delta,
          delta_drift: -delta / 2,
          masked_esi: Number((0.95 + delta).toFixed(8)),
          masked_drift: Number((0.05 - delta / 2).toFixed(8)),
        })),
      },
    },
    overlay_bundle: {
      evidence_map: { width: 224, height: 224, values: "[[SYNTHETIC_PLACEHOLDER]]" },
      heatmap: { width: 224, height: 224, values: "[[SYNTHETIC_PLACEHOLDER]]" },
      regions: [
        {
          region_id: "evidence_r0",
          x_min: 56,
          y_min: 56,
          x_max: 112,
          y_max: 112,
          area: 3136,
          mean_evidence: 0.82345678,
        },
      ],
    },
    robustness_surface: {
      axes: [
        {
          ...axisOf("brightness", [0.9, 0.85, 0.95, 0.78, 0.68], [0.1, 0.12, 0.08, 0.15, 0.17]),
          mean_esi: 0.83333333,
          mean_drift: 0.125,
          variance_esi: 0.00888889,
          variance_drift: 0.00111111,
        },
        {
          ...axisOf("contrast", [0.92, 0.88, 0.96, 0.82, 0.75], [0.09, 0.11, 0.07, 0.13, 0.15]),
          mean_esi: 0.86666667,
          mean_drift: 0.11,
          variance_esi: 0.00544444,
          variance_drift: 0.00088889,
        },
      ],
      global_mean_esi: 0.85,
      global_mean_drift: 0.1175,
      global_variance_esi: 0.00716667,
      global_variance_drift: 0.001,
    },
  };

  test("exactly two checks fail: its surface's statistics and its probes' statistics", () => {
    expect(summaryOf(checksOf(artifacts)).fail).toEqual([
      {
        check: "surface_statistics",
        title: "The stated means and variances of ESI and drift are those of the points",
        where: "robustness_surface.json#/axes/0/mean_esi",
        what: "mean ESI of brightness",
        stated: "0.83333333",
        computed: "0.832",
        count: 8,
      },
      {
        check: "probe_statistics",
        title: "The stated statistics of the probes are those of the probes",
        where: "metrics.json#/probe_surface/mean_delta_esi",
        what: "mean ΔESI of the probes",
        stated: "-0.08333333",
        computed: "-0.07375",
        count: 4,
      },
    ]);
  });

  test("each statistic that its points contradict is listed", () => {
    const check = checksOf(artifacts).find(({ id }) => id === "surface_statistics");
    const listed = check?.outcome === "does_not_hold" ? check.contradictions : [];
    expect(listed.map(({ what, stated, computed }) => [what, stated, computed])).toEqual([
      ["mean ESI of brightness", "0.83333333", "0.832"],
      ["variance of ESI of brightness", "0.00888889", "0.008936"],
      ["variance of drift of brightness", "0.00111111", "0.001064"],
      ["mean ESI of contrast", "0.86666667", "0.866"],
      ["variance of ESI of contrast", "0.00544444", "0.005504"],
      ["variance of drift of contrast", "0.00088889", "0.0008"],
      ["mean drift of the whole surface", "0.1175", "0.117"],
      ["variance of ESI of the whole surface", "0.00716667", "0.007509"],
    ]);
  });
});

const outcomeFor = (record: ChecksumRecord | undefined) => checksOf({}, record)[0];

describe("the record of checksums", () => {
  test.each([
    [undefined, "The case does not have a record of checksums."],
    ["none", "The case does not have a record of checksums."],
    ["unreadable", "checksums.json cannot be read."],
    [{ metrics: "not_listed" }, "checksums.json does not list metrics.json."],
    [{ metrics: "not_checked" }, "The checksum of metrics.json could not be checked."],
  ] as const)("cannot be checked for %j", (record, reason) => {
    expect(outcomeFor(record)).toMatchObject({ outcome: "cannot_be_checked", reason });
  });

  test("holds when it confirms every listed artifact, and names the others", () => {
    expect(outcomeFor({ manifest: "confirmed", metrics: "not_listed" })).toMatchObject({
      outcome: "holds",
      compared: 1,
      reason: "checksums.json does not list metrics.json.",
    });
  });

  test("does not hold when one artifact differs", () => {
    expect(outcomeFor({ manifest: "confirmed", metrics: "differs" })).toMatchObject({
      outcome: "does_not_hold",
      contradictions: [
        {
          where: "checksums.json and metrics.json",
          what: "checksum of metrics.json",
          stated: "the checksum that checksums.json lists",
          computed: "a different checksum",
        },
      ],
    });
  });
});
