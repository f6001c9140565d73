import { describe, expect, test } from "vitest";
import {
  cellTexts,
  gridNumbers,
  probeAt,
  probeRaster,
  probeReadings,
  startingProbe,
} from "../../../functions/console/page/figures/probe-model.ts";
import { spoken } from "../../../functions/console/page/figures/readings.ts";
import { cellFigure } from "../../../lib/report/model/numbers.ts";
import { type ProbeMap, probeMaps } from "../../../lib/report/model/probe-maps.ts";
import { type ProbesModel, readProbes } from "../../../lib/report/model/probes.ts";
import { divergingIndex, NOT_MEASURED } from "../../../lib/report/scales/palettes.ts";
import { demoSource, probeSurface, smallArtifacts } from "../../report/sources.ts";

function probesOf(metrics: Parameters<typeof readProbes>[0]): ProbesModel {
  const { present } = readProbes(metrics);
  if (present === undefined) throw new TypeError("expected probes");
  return present;
}

/** The maps of the first setting: ΔESI, then Δdrift. */
function mapsOf(probes: ProbesModel): readonly [esi: ProbeMap, drift: ProbeMap] {
  const [maps] = probeMaps(probes);
  if (maps === undefined) throw new TypeError("expected maps");
  return maps;
}

function small(gridSize: number): ProbesModel {
  return probesOf(smallArtifacts({ metrics: { probe_surface: probeSurface(gridSize) } }).metrics);
}

describe.each(["case_001", "case_rich", "case_large"])("the probe grid of %s", (caseId) => {
  const probes = probesOf(demoSource(caseId).artifacts.metrics);

  test.each([0, 1] as const)("has the colour of every difference in its cell (map %d)", (which) => {
    const map = mapsOf(probes)[which];
    const { entries, width } = probeRaster(map);
    const wrong = map.cells.filter(
      (probe) =>
        entries[probe.row * width + probe.col] !==
        divergingIndex((probe[map.value] ?? NaN) / map.limit),
    );
    expect(wrong).toEqual([]);
    expect(Math.max(...map.cells.map((probe) => Math.abs(probe[map.value] ?? NaN)))).toBe(
      map.limit,
    );
  });

  test("starts at its largest difference, with its exact value", () => {
    const [map] = mapsOf(probes);
    const cell = startingProbe(map);
    const probe = probeAt(map, cell);
    expect(Math.abs(probe?.delta_esi ?? 0)).toBe(map.limit);
    expect(spoken(probeReadings(map, cell))).toBe(
      `Row ${cell.row}, Column ${cell.col}, ΔESI ${String(probe?.delta_esi)}, ` +
        `Δdrift ${String(probe?.delta_drift)}, Masked ESI ${String(probe?.masked_esi)}, ` +
        `Masked drift ${String(probe?.masked_drift)}`,
    );
  });
});

test("the read-out begins with the difference that is shown", () => {
  const [, drift] = mapsOf(small(4));
  const terms = probeReadings(drift, { row: 0, col: 0 }).map(({ term }) => term);
  expect(terms.slice(0, 4)).toEqual(["Row", "Column", "Δdrift", "ΔESI"]);
});

test("a cell without a probe is described as such, and has the colour for that", () => {
  const surface = probeSurface(2);
  const { metrics } = smallArtifacts({
    metrics: { probe_surface: { ...surface, probes: surface.probes.slice(1) } },
  });
  const [map] = mapsOf(probesOf(metrics));
  expect(spoken(probeReadings(map, { row: 0, col: 0 }))).toBe("Row 0, Column 0, not probed");
  expect(probeRaster(map).entries[0]).toBe(NOT_MEASURED);
});

test("a cell whose difference is missing has no text, and the read-out says so", () => {
  const surface = probeSurface(2);
  const [first, ...others] = surface.probes;
  const probe = { ...first, delta_esi: undefined, delta_drift: undefined };
  const given = { ...surface, probes: [probe, ...others] };
  const [map] = mapsOf(probesOf(smallArtifacts({ metrics: { probe_surface: given } }).metrics));
  expect(cellTexts(map, 400)?.texts[0]?.text).toBe("");
  expect(spoken(probeReadings(map, { row: 0, col: 0 }))).toContain(
    "ΔESI not stated, Δdrift not stated",
  );
  expect(startingProbe(map)).not.toEqual({ row: 0, col: 0 });
});

test("a grid without probes starts at its first cell and has no texts", () => {
  const map: ProbeMap = { ...mapsOf(small(2))[0], cells: [] };
  expect(startingProbe(map)).toEqual({ row: 0, col: 0 });
  expect(cellTexts(map, 400)).toBeUndefined();
});

test("cells show their values at their centres, as in the report", () => {
  const [map] = mapsOf(small(4));
  const drawn = cellTexts(map, 400);
  expect(drawn?.texts.map(({ text }) => text)).toEqual(
    map.cells.map(({ delta_esi: value }) => cellFigure(value ?? NaN)),
  );
  expect(drawn?.texts[5]).toMatchObject({ x: 150, y: 150 });
});

test("text in cells is legible, white on the dark ends and black on the light middle", () => {
  const map = { ...mapsOf(small(2))[0], limit: 0.002 };
  expect(cellTexts(map, 400)?.texts.map(({ ink }) => ink)).toEqual([
    "white",
    "black",
    "black",
    "black",
  ]);
});

test("the text shrinks with the cells, and disappears when it does not fit", () => {
  const [map] = mapsOf(small(8));
  const sizes = [560, 320, 250, 120].map((side) => cellTexts(map, side)?.size);
  expect(sizes[0]).toBe(13);
  expect(sizes[1]).toBeLessThan(13);
  expect(sizes[3]).toBeUndefined();
  expect(cellTexts(mapsOf(small(17))[0], 5000)).toBeUndefined();
});

test("as many rows and columns are numbered at their cells as have room", () => {
  expect(gridNumbers(4, 400, 12)).toEqual(
    [50, 150, 250, 350].map((at, index) => ({ at, text: String(index) })),
  );
  const fine = gridNumbers(100, 300, 12);
  expect(fine.length).toBeLessThan(30);
  expect(fine[1]?.text).toBe("6");
});
