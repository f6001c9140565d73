import { expect, test } from "vitest";
import { rankedProbes, regionEffects } from "../../../lib/report/model/effects.ts";
import { readProbes } from "../../../lib/report/model/probes.ts";
import { readRegions } from "../../../lib/report/model/regions.ts";
import { engineMetrics, engineOverlay } from "../shapes.ts";
import { probeSurface } from "../sources.ts";

function probesOf(metrics: Parameters<typeof readProbes>[0]) {
  const { present } = readProbes(metrics);
  if (present === undefined) throw new TypeError("expected probes");
  return present;
}

test("probes are ranked by the magnitude of ΔESI, then of Δdrift", () => {
  const { probes } = probeSurface(2);
  const changes = [
    [0.1, 0],
    [-0.3, 0.1],
    [0.3, -0.2],
    [undefined, 1],
  ] as const;
  const given = probes.map((probe, index) => {
    const [delta_esi, delta_drift] = changes[index] ?? [];
    return Object.assign({}, probe, { delta_esi, delta_drift, col: index });
  });
  const { probes: read } = probesOf({ probe_surface: { probes: given } });
  expect(rankedProbes(read).map(({ col }) => col)).toEqual([2, 1, 0, 3]);
});

test("the engine's names of cells contain row, column and the size of the grid", () => {
  const { gridSize, groups, probes } = probesOf(engineMetrics());
  expect(gridSize).toBe(3);
  expect(groups.map(({ setting, cells }) => [setting, cells.length])).toEqual([
    ["brightness at 1", 9],
    ["brightness at 1.2", 9],
  ]);
  expect(probes.at(-1)).toMatchObject({ region: "evidence_r1", row: undefined });
});

test("regions are ranked by the largest change among the probes that mask a part of them", () => {
  const { regions } = readRegions(engineOverlay().regions ?? [], undefined);
  const effects = regionEffects(regions, probesOf(engineMetrics()));
  expect(effects.map(({ region, probe }) => [region.id, probe.delta_esi])).toEqual([
    ["evidence_r1", -0.6],
    ["evidence_r0", -0.03],
  ]);
});

test("a cell that only touches a region masks no part of it", () => {
  const corners = { x_min: 0.5, x_max: 1, y_min: 0, y_max: 0.5, region_id: "right" };
  const { regions } = readRegions([corners], undefined);
  const probe = { row: 0, col: 0, delta_esi: -1 };
  const left = probesOf({ probe_surface: { grid_size: 2, probes: [probe] } });
  expect(regionEffects(regions, left)).toEqual([]);
  const right = probesOf({ probe_surface: { grid_size: 2, probes: [{ ...probe, col: 1 }] } });
  expect(regionEffects(regions, right)).toHaveLength(1);
});
