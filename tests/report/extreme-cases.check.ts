import { describe, expect, test } from "vitest";
import { renderReport } from "../../lib/report/render.ts";
import type { ReportSource } from "../../lib/report/source.ts";
import { pageFaults } from "./page-faults.ts";
import { type ReadPdf, readPdf } from "./read-pdf.ts";
import { axisOf, matrixOf, probeSurface, smallSource } from "./sources.ts";

async function reportOf(source: ReportSource): Promise<ReadPdf> {
  return await readPdf(await renderReport(source));
}

function withoutHeadAndFoot(page: string): string {
  return page.replace(/ (A small case SYNTHETIC CASE )?CLARITY report · small_case.*/, "");
}

const LONG_WORD = "x".repeat(10_000);
const LONG_TEXT = "A sentence of a description that is much too long. ".repeat(200);
const steps = (count: number): number[] => Array.from({ length: count }, (_, index) => index / 8);

describe("text that is long", () => {
  test("a description of 10,000 characters continues over pages without loss", async () => {
    const read = await reportOf(smallSource({ manifest: { description: LONG_TEXT } }));
    expect(pageFaults(read)).toEqual([]);
    const body = read.pages.map(withoutHeadAndFoot).join(" ");
    expect(body).toContain(LONG_TEXT.trim());
  });

  test("a description of a single long word continues over pages", async () => {
    const read = await reportOf(smallSource({ manifest: { description: LONG_WORD } }));
    expect(pageFaults(read)).toEqual([]);
    expect(read.text.match(/x/g)?.length).toBeGreaterThan(10_000);
  });

  test("a long title is set smaller, then shortened with an ellipsis and given in full", async () => {
    const title = `${"A title that goes on ".repeat(75)}and ends`;
    const read = await reportOf(smallSource({ manifest: { title } }));
    expect(pageFaults(read)).toEqual([]);
    expect(read.pages[0]).toContain("…");
    expect(read.text).toContain("The title in full: A title that goes on");
    expect(read.text).toContain("goes on and ends");
  });

  test("long ids, names and values wrap or are shortened", async () => {
    const seeds = Array.from({ length: 5000 }, (_, index) => index);
    const read = await reportOf(
      smallSource({
        manifest: {
          case_id: "c".repeat(64),
          model_id: LONG_WORD,
          clarity_version: LONG_TEXT,
          baseline_id: LONG_WORD,
          seeds,
        },
        surface: { axes: [axisOf(LONG_WORD, [LONG_WORD, LONG_TEXT]), axisOf(LONG_TEXT, [1])] },
        overlay: {
          heatmap: { width: 1, height: 1, values: LONG_TEXT },
          regions: [
            { region_id: LONG_WORD, x_min: 0, y_min: 0, x_max: 1, y_max: 1, area: 1 },
            { region_id: LONG_TEXT, x_min: 0.2, y_min: 0.2, x_max: 0.9, y_max: 0.9, area: 0.5 },
          ],
        },
      }),
    );
    expect(pageFaults(read)).toEqual([]);
    expect(read.text).toContain("…");
    expect(read.text).toContain("5000 seeds: 0, 1, 2");
  });
});

describe("many or few of a thing", () => {
  test("200 axes", async () => {
    const axes = Array.from({ length: 200 }, (_, index) => axisOf(`axis_${index}`, steps(3)));
    const read = await reportOf(smallSource({ surface: { axes } }));
    expect(pageFaults(read)).toEqual([]);
    expect(read.text).toContain("200 perturbation axes with 600 points in all.");
    expect(read.text).toContain("Figure 200. axis_199, 3 points.");
  });

  test.each([1, 2, 6, 7, 18, 19, 50, 500])("an axis of %d points", async (count) => {
    const axes = [
      axisOf("steps", steps(count)),
      axisOf(
        "",
        steps(count).map((step) => `s${step}`),
      ),
    ];
    const read = await reportOf(smallSource({ surface: { axes } }));
    expect(pageFaults(read)).toEqual([]);
    expect(read.text).toContain("an axis without a name");
  });

  test.each([1, 8, 9, 16, 17, 64])("a probe grid of %d cells a side", async (gridSize) => {
    const metrics = { probe_surface: probeSurface(gridSize) };
    const read = await reportOf(smallSource({ metrics }));
    expect(pageFaults(read)).toEqual([]);
    expect(read.text).toContain("symmetric about zero");
  });

  test("60 regions on each other", async () => {
    const regions = Array.from({ length: 60 }, (_, index) => ({
      region_id: index,
      x_min: 0.4,
      y_min: 0.4,
      x_max: 0.6,
      y_max: 0.6,
      area: 0.04,
    }));
    const read = await reportOf(smallSource({ overlay: { regions } }));
    expect(pageFaults(read)).toEqual([]);
    expect(read.text).toContain("60 regions outlined");
  });
});

describe("numbers that are huge, tiny or all the same", () => {
  const values = [0, 1e-8, -1e-8, 1e21, -1e21, Number.MAX_VALUE, -Number.MAX_VALUE];

  test("along an axis and on its chart", async () => {
    const axis = axisOf("gain", values);
    const points = axis.points.map((point, index) => ({
      ...point,
      esi: values[index] ?? 0,
      drift: -(values[index] ?? 0),
    }));
    const axes = [
      { ...axis, points },
      { ...axisOf("constant", []), points: points.slice(0, 1).concat(points.slice(0, 1)) },
      axisOf("huge", [Number.MAX_VALUE]),
    ];
    const read = await reportOf(smallSource({ surface: { axes } }));
    expect(pageFaults(read)).toEqual([]);
    expect(read.text).toContain("1.7976931348623157e+308");
    expect(read.text).toContain("1e-8");
  });

  test("in metrics and probes", async () => {
    const surface = probeSurface(3);
    const probes = surface.probes.map((probe, index) => ({
      ...probe,
      delta_esi: values[index % values.length] ?? 0,
      delta_drift: 0,
    }));
    const statistics = { min: -1e300, max: 1e300, mean: 0, std: 1e-8, variance: 1e300 };
    const read = await reportOf(
      smallSource({
        metrics: {
          baseline_metrics: { esi: Number.MAX_VALUE, drift: -1e-8 },
          mean_logprob: -1e300,
          probe_surface: { ...surface, probes, mean_delta_esi: 1e300 },
          monte_carlo: { confidence: statistics, entropy: statistics, n_samples: 0, seeds: [] },
        },
      }),
    );
    expect(pageFaults(read)).toEqual([]);
  });

  test("in a matrix", async () => {
    const evidence_map = matrixOf(3, 2, (x, y) => values[x + y * 3] ?? 0);
    const read = await reportOf(smallSource({ overlay: { evidence_map } }));
    expect(pageFaults(read)).toEqual([]);
  });
});

describe("matrices and images of any shape", () => {
  test.each([
    [1, 1],
    [1, 40],
    [40, 1],
    [1000, 1000],
  ])("a constant matrix of %d × %d", async (width, height) => {
    const heatmap = matrixOf(width, height, () => 0);
    const evidence_map = matrixOf(width, height, () => 7);
    const read = await reportOf(smallSource({ overlay: { heatmap, evidence_map } }));
    expect(pageFaults(read)).toEqual([]);
    expect(read.text).toContain(`${width} × ${height} values from 7.000 to 7.000`);
  });

  test.each([
    [1, 1],
    [10_000, 1],
    [1, 10_000],
    [3, 4],
  ])("an image of %d × %d pixels", async (width, height) => {
    const region = { region_id: "r", x_min: 0, y_min: 0, x_max: width, y_max: height, area: 1 };
    const read = await reportOf(
      smallSource({
        manifest: { image_dimensions: { width, height } },
        overlay: { regions: [region, { ...region, x_min: -5, x_max: -9 }] },
      }),
    );
    expect(pageFaults(read)).toEqual([]);
  });
});
