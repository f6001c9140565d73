import { describe, expect, test } from "vitest";
import type { ReportSource } from "../../lib/report/source.ts";
import { readReport } from "./rendered.ts";
import { axisOf, matrixOf, probeSurface, smallSource } from "./sources.ts";

async function textOf(source: ReportSource): Promise<string> {
  return (await readReport(source)).text;
}

const omitted = { width: 224, height: 112, values: "omitted: not exported" };

describe("a report says in words what a case lacks:", () => {
  test.each([
    ["Description", smallSource({ manifest: { description: "" } })],
    ["Title", smallSource({ manifest: { title: "" } })],
    ["Model", smallSource({ manifest: { model_id: "" } })],
    ["Seeds", smallSource({ manifest: { seeds: [] } })],
  ])("%s is listed as missing from the case", async (label, source) => {
    const [, list = ""] = /\bNot stated (.*)/s.exec(await textOf(source)) ?? [];
    expect(list.split("Not in this case")[0]).toMatch(new RegExp(String.raw`\b${label}\b`));
  });

  test.each([
    ["no regions", smallSource(), "evidence regions, probe surface, Monte Carlo statistics"],
    ["no member for regions", sourceWithoutRegions(), "evidence regions, probe surface,"],
    [
      "no optional metrics",
      smallSource(),
      "The case does not state: Global mean CSI, Global mean EDM, Mean log-probability, Token count.",
    ],
    [
      "a placeholder for the heatmap",
      smallSource({ overlay: { heatmap: omitted } }),
      "The case leaves out the heatmap (224 × 112); in its place it says: “omitted: not exported”.",
    ],
    [
      "an empty placeholder for the evidence map",
      smallSource({ overlay: { evidence_map: { ...omitted, values: "" } } }),
      "The case leaves out the evidence map (224 × 112); in its place it says: “nothing”.",
    ],
    ["no axes", smallSource({ surface: { axes: [] } }), "The surface names no axes."],
    [
      "an axis without points",
      smallSource({ surface: { axes: [axisOf("gamma", [])] } }),
      "The case has no points on this axis.",
    ],
    [
      "a configured axis without a surface",
      smallSource({
        manifest: {
          config: { grid_size: 2, mask_value: 0, perturbation_axes: ["brightness", "hue"] },
        },
      }),
      "The configuration also names axes without a surface: hue.",
    ],
    [
      "no configured axes",
      smallSource({ manifest: { config: { grid_size: 2, mask_value: 0, perturbation_axes: [] } } }),
      "Rich mode, Configured axes",
    ],
    [
      "probes, but none on the grid",
      smallSource({ metrics: { probe_surface: { ...probeSurface(1), grid_size: 0 } } }),
      "The case has no probes on its grid, so there is no map to draw.",
    ],
    [
      "a grid that is too fine",
      smallSource({ metrics: { probe_surface: { ...probeSurface(2), grid_size: 100_000 } } }),
      "A grid of 100000 × 100000 is too fine to draw; its statistics follow.",
    ],
  ])("%s", async (_lack, source, sentence) => {
    expect(await textOf(source)).toContain(sentence);
  });
});

describe("a report says in words what is inconsistent:", () => {
  test("two baseline ids", async () => {
    const text = await textOf(smallSource({ metrics: { baseline_id: "another" } }));
    expect(text).toContain("baseline_small (manifest); another (metrics): they differ");
  });

  test("probes outside the grid, cells probed twice and a wrong count", async () => {
    const surface = probeSurface(2);
    const [first, ...rest] = surface.probes;
    const probes = [first, first, ...rest].flatMap((probe) => (probe === undefined ? [] : [probe]));
    const outside = { ...probes[0], row: 9, col: 0, delta_esi: 0, delta_drift: 0 };
    const text = await textOf(
      smallSource({
        metrics: {
          probe_surface: {
            ...surface,
            total_probes: 4,
            probes: [...probes, { masked_esi: 0.5, masked_drift: 0.25, ...outside }],
          },
        },
      }),
    );
    expect(text).toContain("1 probe outside the 2 × 2 grid: in the table, not on the map.");
    expect(text).toContain("1 cell value repeated: the map shows the last for each cell.");
    expect(text).toContain("The case counts 4 probes in all and lists 6.");
  });

  test("regions outside the image", async () => {
    const region = { y_min: 10, y_max: 20, area: 100 };
    const text = await textOf(
      smallSource({
        overlay: {
          regions: [
            { ...region, region_id: 7, x_min: 250, x_max: 300 },
            { ...region, region_id: "inside", x_min: 10, x_max: 30, mean_evidence: 0.75 },
          ],
        },
      }),
    );
    expect(text).toContain("1 region (no. 1) outside the image: listed below, not drawn.");
    expect(text).toContain("1 region outlined");
    expect(text).toContain("coordinates in pixels, area in pixels");
    expect(text).toContain("because some coordinate is above 2.");
    expect(text).toContain("not stated");
  });

  test("values outside 0 to 1 widen the scale", async () => {
    const axis = axisOf("gain", ["1p0", "2p0"]);
    const points = axis.points.map((point) => ({ ...point, esi: 1.5 }));
    const text = await textOf(smallSource({ surface: { axes: [{ ...axis, points }] } }));
    expect(text).toContain(
      "2 points with a value outside 0 to 1: the scale is widened to show it.",
    );
  });

  test("a case that is not synthetic is not called synthetic", async () => {
    const text = await textOf(smallSource({ manifest: { synthetic: false } }));
    expect(text).toContain("NOT SYNTHETIC");
    expect(text).not.toContain("synthetic case");
  });

  test("maps of the same numbers are drawn once", async () => {
    const matrix = matrixOf(3, 2, (x, y) => (x + y) / 4);
    const text = await textOf(smallSource({ overlay: { heatmap: matrix, evidence_map: matrix } }));
    expect(text).toContain("The evidence map holds the same numbers as the heatmap");
  });
});

function sourceWithoutRegions(): ReportSource {
  const { artifacts, ...identity } = smallSource();
  const { regions: _regions, ...overlay } = artifacts.overlay_bundle;
  return { ...identity, artifacts: { ...artifacts, overlay_bundle: overlay } };
}
