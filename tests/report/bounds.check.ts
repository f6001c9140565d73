import { describe, expect, test } from "vitest";
import { renderReport } from "../../lib/report/render.ts";
import type { ReportSource } from "../../lib/report/source.ts";
import { pageFaults } from "./page-faults.ts";
import { type ReadPdf, readPdf } from "./read-pdf.ts";
import { sweepManifest } from "./shapes.ts";
import { axisOf, probeSurface, smallSource, sourceOf } from "./sources.ts";

async function reportOf(source: ReportSource): Promise<ReadPdf> {
  return await readPdf(await renderReport(source));
}

const steps = (count: number): number[] => Array.from({ length: count }, (_, index) => index / 8);

/** A report of the most that a table shows has some 70 pages; all of a case would have a thousand. */
const MOST_PAGES = 100;

describe("a report shows part of too much data, and says so:", () => {
  test("100,000 probes", async () => {
    const read = await reportOf(smallSource({ metrics: { probe_surface: probeSurface(316) } }));
    expect(read.pages.length).toBeLessThan(MOST_PAGES);
    expect(read.text).toContain("The 10 strongest of 99856 probes");
    expect(read.text).toContain("94856 probes of 99856 left out here, to keep the report readable");
    expect(read.text).toContain("all of them are in metrics.json.");
  });

  test("100,000 points of one axis are all in the thinned chart, and the first are in the table", async () => {
    const axes = [axisOf("one", steps(100_000))];
    const read = await reportOf(smallSource({ surface: { axes } }));
    expect(read.pages.length).toBeLessThan(MOST_PAGES);
    expect(read.text).toContain("Figure 1. one, 100000 points.");
    expect(read.text).toContain("95000 points of 100000 left out here");
    expect(read.text).toContain("all of them are in robustness_surface.json.");
  });

  test("100 points of each of 200 axes fill the first fifty tables", async () => {
    const axes = Array.from({ length: 200 }, (_, index) => axisOf(`axis_${index}`, steps(100)));
    const read = await reportOf(smallSource({ surface: { axes } }));
    expect(read.pages.length).toBeLessThan(MOST_PAGES);
    expect(read.text).toContain("Points of axis_49.");
    expect(read.text).not.toContain("Points of axis_50.");
    expect(read.text).toContain("Figure 200. axis_199, 100 points.");
    expect(read.text).toContain("15000 points of 20000 left out here");
  });

  test("6,000 axes have charts and tables for the first, and a row for most", async () => {
    const axes = Array.from({ length: 6000 }, (_, index) => axisOf(`axis_${index}`, [1]));
    const read = await reportOf(smallSource({ surface: { axes } }));
    expect(read.text).toContain("axis_4999 1");
    expect(read.text).toContain("1000 rows of 6000 left out here");
    expect(read.text).toContain("5760 charts of 6000 left out here");
    expect(read.text).toContain("5760 points of 6000 left out here");
    expect(read.text).toContain("All axes 6000");
  });

  test("20,000 regions", async () => {
    const regions = Array.from({ length: 20_000 }, (_, index) => ({
      region_id: index,
      x_min: index < 2000 ? 7 : 0.1,
      y_min: 0.1,
      x_max: index < 2000 ? 8 : 0.2,
      y_max: 0.2,
      area: 0.01,
    }));
    const image_dimensions = { width: 2, height: 2 };
    const read = await reportOf(
      smallSource({ manifest: { image_dimensions }, overlay: { regions } }),
    );
    expect(read.text).toContain("15000 regions of 20000 left out here");
    expect(read.text).toContain("499, 500 and 1500 more) outside the image");
  });

  test("20,000 runs, and as many unknown members", async () => {
    const { results = [] } = sweepManifest();
    const [run] = results;
    const many = Array.from({ length: 20_000 }, (_, seed) =>
      Object.assign({}, run, { seed, [`extra_${seed}`]: seed, bundle_sha: `hash ${seed}` }),
    );
    const source = sourceOf({ sweep_manifest: { ...sweepManifest(), results: many } });
    const read = await reportOf(source);
    expect(read.pages.length).toBeLessThan(MOST_PAGES);
    expect(read.text).toContain("18500 runs of 20000 left out here");
    expect(read.text).toContain("19800 members of 20000 left out here");
  });

  test("probes under 100 settings, of which the first have maps", async () => {
    const results = Array.from({ length: 100 }, (_, value) => ({
      probe: { region_id: "grid_r0_c0_k1", axis: "gain", value },
      delta_esi: -0.1,
    }));
    const read = await reportOf(sourceOf({ metrics: { probe_surface: { results } } }));
    expect(read.text).toContain("60 settings of 100 left out here");
    expect(read.text).toContain("gain at 99");
  });

  test("texts and lists of megabytes", async () => {
    const text = "so many words ".repeat(200_000);
    const seeds = Array.from({ length: 300_000 }, (_, index) => index);
    const statistics = { min: 0, max: 1, mean: 0.5, std: 0.1, variance: 0.01 };
    const read = await reportOf(
      smallSource({
        manifest: { title: text, description: text, model_id: text, baseline_id: text, seeds },
        metrics: {
          monte_carlo: { confidence: statistics, entropy: statistics, n_samples: 3, seeds },
        },
        surface: { axes: [axisOf(text, [text, 1])] },
        overlay: {
          heatmap: { width: 2, height: 2, values: text },
          regions: [{ region_id: text, x_min: 0, y_min: 0, x_max: 1, y_max: 1, area: 1 }],
        },
      }),
    );
    expect(pageFaults(read)).toEqual([]);
    expect(read.pages.length).toBeLessThan(40);
    expect(read.text).toContain("The description goes on: all of it is in manifest.json.");
    expect(read.text).toContain("498, 499 and 299500 more");
  });
});
