import { describe, expect, it } from "vitest";
import { CASE_IDS, shippedCase } from "./demo-cases.ts";

interface Point {
  readonly esi: number;
  readonly drift: number;
}

const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
const variance = (values: readonly number[]) => {
  const centre = mean(values);
  return mean(values.map((x) => (x - centre) ** 2));
};
const near = (expected: number) => expect.closeTo(expected, 7);

const statistics = (of: readonly Point[]) => ({
  mean_esi: near(mean(of.map(({ esi }) => esi))),
  mean_drift: near(mean(of.map(({ drift }) => drift))),
  variance_esi: near(variance(of.map(({ esi }) => esi))),
  variance_drift: near(variance(of.map(({ drift }) => drift))),
});

/** `m0p25` is -0.25; the contract's reading, written without looking at the generator's. */
function decoded(value: string | number): number | undefined {
  const match = /^(m?)(\d+)p(\d+)$/.exec(String(value));
  return match ? Number(`${match[1] === "" ? "" : "-"}${match[2]}.${match[3]}`) : undefined;
}

function rowsOf(values: readonly (readonly number[])[] | string): readonly (readonly number[])[] {
  if (typeof values === "string") throw new Error(`expected a matrix, got "${values}"`);
  return values;
}

function decimals(x: number): number {
  return String(x).split(".")[1]?.length ?? 0;
}

const cases = await Promise.all(CASE_IDS.map(shippedCase));

describe.each(cases)(
  "the figures of $manifest.case_id",
  ({ manifest, metrics, robustness_surface }) => {
    const { axes } = robustness_surface;
    const points = axes.flatMap((axis) => axis.points);

    it("name the same axes and the same baseline everywhere", () => {
      expect(axes.map(({ axis }) => axis)).toEqual(manifest.config.perturbation_axes);
      for (const { axis, points: own } of axes) {
        expect(new Set(own.map((point) => point.axis))).toEqual(new Set([axis]));
        expect(new Set(own.map(({ value }) => value)).size).toBe(own.length);
      }
      expect(metrics.baseline_id).toBe(manifest.baseline_id);
    });

    it("have one unperturbed point on each axis, which is the baseline", () => {
      for (const { points: own } of axes) {
        const { esi, drift } = metrics.baseline_metrics;
        const unperturbed = own.filter((point) => point.esi === esi && point.drift === drift);
        expect(unperturbed).toHaveLength(1);
      }
    });

    it("keep ESI and drift within 0 to 1, worst at an end of the axis", () => {
      for (const { points: own } of axes) {
        const worst = own.toSorted((a, b) => a.esi - b.esi)[0];
        const ends = [...own.slice(0, 2), ...own.slice(-2)];
        expect(ends).toContain(worst);
      }
      for (const figure of points.flatMap(({ esi, drift }) => [esi, drift])) {
        expect(figure).toBeGreaterThan(0);
        expect(figure).toBeLessThan(1);
        expect(decimals(figure)).toBeLessThanOrEqual(6);
      }
    });

    it("state means and population variances that follow from the points", () => {
      for (const axis of axes) expect(axis).toMatchObject(statistics(axis.points));
      const all = Object.entries(statistics(points));
      expect(robustness_surface).toMatchObject(
        Object.fromEntries(all.map(([name, figure]) => [`global_${name}`, figure])),
      );
    });

    it("encode evenly spaced values, or words", () => {
      for (const { points: own } of axes) {
        const values = own.map(({ value }) => decoded(value)).filter((x) => x !== undefined);
        expect([0, own.length]).toContain(values.length);
        const steps = values.slice(1).map((value, index) => value - (values[index] ?? Number.NaN));
        for (const step of steps) expect(step).toBeCloseTo(steps[0] ?? Number.NaN, 9);
      }
    });
  },
);

describe("the sections that only some cases have", () => {
  const withProbes = cases.filter(({ metrics }) => metrics.probe_surface !== undefined);
  const withRegions = cases.filter(({ overlay_bundle }) => overlay_bundle.regions?.length);
  const withMonteCarlo = cases.filter(({ metrics }) => metrics.monte_carlo !== undefined);

  it.each(withProbes)(
    "$manifest.case_id: probe deltas follow from the baseline",
    ({ manifest, metrics }) => {
      const { esi, drift } = metrics.baseline_metrics;
      const surface = metrics.probe_surface;
      const probes = surface?.probes ?? [];
      for (const probe of probes) {
        expect(probe.delta_esi).toBeCloseTo(probe.masked_esi - esi, 9);
        expect(probe.delta_drift).toBeCloseTo(probe.masked_drift - drift, 9);
      }
      const size = manifest.config.grid_size;
      const cells = new Set(probes.map(({ row, col }) => row * size + col));
      expect(cells.size).toBe(size * size);
      expect(surface).toMatchObject({
        grid_size: size,
        total_probes: size * size,
        mean_delta_esi: near(mean(probes.map(({ delta_esi }) => delta_esi))),
        mean_delta_drift: near(mean(probes.map(({ delta_drift }) => delta_drift))),
        variance_delta_esi: near(variance(probes.map(({ delta_esi }) => delta_esi))),
        variance_delta_drift: near(variance(probes.map(({ delta_drift }) => delta_drift))),
      });
    },
  );

  it.each(withRegions)(
    "$manifest.case_id: each region is where the evidence is",
    ({ manifest, overlay_bundle }) => {
      const { evidence_map, heatmap, regions } = overlay_bundle;
      const evidence = rowsOf(evidence_map.values);
      const heat = rowsOf(heatmap.values);
      const { width, height } = manifest.image_dimensions;
      const inPixels = regions.some(({ x_max }) => x_max > 1);
      const [across, down] = inPixels ? [1, 1] : [width, height];
      for (const region of regions) {
        const rows = evidence
          .slice(Math.round(region.y_min * down), Math.round(region.y_max * down))
          .map((row) =>
            row.slice(Math.round(region.x_min * across), Math.round(region.x_max * across)),
          );
        const cells = rows.flat();
        const area = Math.round(region.area * across * down);
        const strongest = cells.toSorted((a, b) => b - a).slice(0, area);
        expect(strongest).toHaveLength(area);
        // The box holds no other evidence as strong, so a region is its strongest `area` pixels.
        expect(region.mean_evidence).toBeCloseTo(mean(strongest), 5);
      }
      expect(Math.max(...heat.flat())).toBe(1);
      expect(Math.min(...heat.flat())).toBe(0);
      expect(Math.max(...[...evidence, ...heat].flat().map(decimals))).toBe(4);
    },
  );

  it.each(withMonteCarlo)(
    "$manifest.case_id: Monte Carlo statistics agree with each other",
    ({ manifest, metrics }) => {
      const { confidence, entropy, n_samples, seeds } = metrics.monte_carlo ?? {};
      expect(seeds).toHaveLength(n_samples ?? 0);
      expect(seeds).toEqual(manifest.seeds);
      for (const sample of [confidence, entropy]) {
        const { min, max, mean: centre, std, variance: spread } = sample ?? {};
        expect(std).toBe(Number(Math.sqrt(spread ?? Number.NaN).toFixed(8)));
        expect(std).toBeGreaterThan(0);
        expect(centre).toBeGreaterThan(min ?? Number.NaN);
        expect(centre).toBeLessThan(max ?? Number.NaN);
      }
    },
  );
});
