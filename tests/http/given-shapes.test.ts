/** Cases as CLARITY's evaluator writes them, from the folder to the report. */
import { beforeEach, expect, test } from "vitest";
import { DIVERGING_DOWN, divergingIndex } from "../../lib/report/scales/palettes.ts";
import { readDrawing } from "../report/read-drawing.ts";
import { bundle, sweepLedger } from "../report/shapes.ts";
import { reportOf, type CaseContents } from "./given-case.ts";
import { openTestService, type TestService } from "./test-service.ts";

let service: TestService;

beforeEach(async () => {
  service = await openTestService({ cases: [] });
});

function filesOf(artifacts: Readonly<Record<string, unknown>>, folder = ""): CaseContents {
  const files = Object.entries(artifacts).map(([name, value]) => [`${folder}${name}.json`, value]);
  return Object.fromEntries(files);
}

test("an evidence bundle has the same report in its folder and in clarity/ beside a foreign manifest", async () => {
  const flat = await reportOf(service, "flat", filesOf(bundle()));
  const runner = { "manifest.json": { case_id: "other", title: 7, run: [1, 2] } };
  const nested = await reportOf(service, "nested", { ...filesOf(bundle(), "clarity/"), ...runner });
  expect(nested.key).toBe(flat.key);
  expect(nested.bytes).toEqual(flat.bytes);
  for (const said of [
    "test/vlm-4b-it",
    "Analyze this medical image for any anomalies.",
    "Seeds 42, 13434203945283401733",
    "6 runs",
    "Mean CSI",
    "Mean EDM",
  ]) {
    expect(flat.text).toContain(said);
  }
});

test("a sweep ledger alone is a case whose report has every run", async () => {
  const { text } = await reportOf(service, "ledger", filesOf({ sweep_manifest: sweepLedger() }));
  expect(text).toContain("4 runs");
  for (const { manifest_hash: hash = "" } of sweepLedger().runs ?? []) expect(text).toContain(hash);
});

test("the counterfactual engine's probe surface is a grid, and the report names the cell that changes most with its region", async () => {
  const cells = [0, 1].flatMap((row) => [0, 1].map((col) => ({ row, col })));
  const results = cells.map(({ row, col }) => {
    const delta = row === 1 && col === 0 ? 0.625 : 0;
    return {
      probe: { region_id: `grid_r${row}_c${col}_k2`, axis: "brightness", value: "1p0" },
      baseline_esi: 1,
      masked_esi: 1 - delta,
      delta_esi: -delta,
      delta_drift: delta,
    };
  });
  const regions = [{ region_id: "lower left", x_min: 0.1, y_min: 0.6, x_max: 0.4, y_max: 0.9 }];
  const { text, bytes } = await reportOf(
    service,
    "engine",
    filesOf({
      manifest: {},
      metrics: { baseline_metrics: { esi: 1 }, probe_surface: { results } },
      overlay_bundle: { regions },
    }),
  );
  expect(text).toContain("lower left −0.625 0.625 row 1, column 0 brightness at 1");
  const { images } = await readDrawing(bytes, "ΔESI of each cell");
  const map = images.find(({ width, height }) => width === 2 && height === 2);
  expect(map?.colourAt(0, 1)).toEqual(DIVERGING_DOWN.colours[divergingIndex(-1)]);
  expect(map?.colourAt(1, 0)).toEqual(DIVERGING_DOWN.colours[divergingIndex(0)]);
});
