import { describe, expect, it } from "vitest";
import { decodeValue } from "../../../lib/report/model/encoded-value.ts";
import { shippedArtifact } from "./demo-cases.ts";

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const variance = (values: readonly number[]): number => {
  const centre = mean(values);
  return mean(values.map((value) => (value - centre) * (value - centre)));
};
const near = (value: number) => expect.closeTo(value, 7);

describe("the evidence bundle of rich mode", async () => {
  const { results = [], seeds } = await shippedArtifact("bundle_rich", "sweep_manifest");
  const { axes } = await shippedArtifact("bundle_rich", "robustness_surface");
  const { confidence_surfaces } = await shippedArtifact("bundle_rich", "confidence_surface");
  const entropy = await shippedArtifact("bundle_rich", "entropy_surface");
  const stats = await shippedArtifact("bundle_rich", "monte_carlo_stats");

  const runsAt = (axis: string, value: string | number) =>
    results.filter((run) => run.axis === axis && run.value_str === value);
  const numbersOf = (runs: typeof results, name: "confidence_score" | "output_entropy"): number[] =>
    runs.flatMap(({ rich_summary }) => rich_summary?.[name] ?? []);

  it("has a run for every value and seed", () => {
    expect(results).toHaveLength(30);
    expect(stats).toMatchObject({ total_runs: 30, monte_carlo: { n_samples: 30, seeds } });
    for (const { value, value_str: encoded = "" } of results) {
      expect(decodeValue(encoded).number).toBe(value);
    }
  });

  it("has points in the order of their encoded text, one of them below 1e-4", () => {
    const [, noise] = axes;
    expect(noise?.points.map(({ value }) => value)).toEqual([
      "0p0",
      "0p02",
      "0p04",
      "0p06",
      "1em05",
    ]);
  });

  it("states confidence and entropy that follow from its runs", () => {
    for (const { axis, points } of confidence_surfaces) {
      for (const { value, mean_confidence, confidence_variance, csi } of points) {
        const confidences = numbersOf(runsAt(axis, value), "confidence_score");
        expect(mean_confidence).toEqual(near(mean(confidences)));
        expect(confidence_variance).toEqual(near(variance(confidences)));
        expect(csi).toEqual(near(1 - variance(confidences) / 0.25));
      }
    }
    for (const { axis, points } of entropy.entropy_surfaces) {
      for (const { value, edm } of points) {
        const baseline = entropy.baseline_entropy ?? Number.NaN;
        const distances = numbersOf(runsAt(axis, value), "output_entropy").map((own) =>
          Math.abs(own - baseline),
        );
        expect(edm).toEqual(near(mean(distances)));
      }
    }
  });
});

describe("the other shapes", () => {
  it("include a bundle in the subfolder clarity/, beside a foreign manifest", async () => {
    const { results } = await shippedArtifact("bundle_nested/clarity", "sweep_manifest");
    expect(results).toHaveLength(6);
    expect(await shippedArtifact("bundle_nested", "manifest")).not.toHaveProperty("case_id");
  });

  it("include a sweep ledger of every combination with every seed", async () => {
    const { runs = [] } = await shippedArtifact("ledger_only", "sweep_manifest");
    expect(runs).toHaveLength(12);
    expect(new Set(runs.map(({ manifest_hash }) => manifest_hash)).size).toBe(12);
  });

  it.each(["bundle_rich", "bundle_nested/clarity", "ledger_only"])(
    "%s says it is synthetic",
    async (path) => {
      expect(await shippedArtifact(path, "sweep_manifest")).toMatchObject({ _synthetic: true });
    },
  );
});
