import { describe, expect, test } from "vitest";
import manifest from "../../../../functions/demo/artifacts/case_001/manifest.json" with { type: "json" };
import metrics from "../../../../functions/demo/artifacts/case_001/metrics.json" with { type: "json" };
import overlay from "../../../../functions/demo/artifacts/case_001/overlay_bundle.json" with { type: "json" };
import surface from "../../../../functions/demo/artifacts/case_001/robustness_surface.json" with { type: "json" };
import { caseFacts } from "../../../../lib/report/model/case-facts.ts";
import { keyFigures } from "../../../../lib/report/model/key-figures.ts";
import { buildModel } from "../../../../lib/report/model/model.ts";
import { factsOf, tilesOf } from "../../../../functions/console/page/case/parts-model.ts";

const ALL = { manifest, metrics, surface, overlay };
const NONE = { manifest: undefined, metrics: undefined, surface: undefined, overlay: undefined };

const report = buildModel({
  artifacts: { manifest, metrics, overlay_bundle: overlay, robustness_surface: surface },
  hashes: { manifest: "", metrics: "", overlay_bundle: "", robustness_surface: "" },
  cacheKey: "",
  attachments: [],
});

describe("the key figures", () => {
  test("are the report's, in its words and order", () => {
    const tiles = tilesOf(ALL);
    expect(tiles.map(({ figure }) => figure)).toEqual(keyFigures(report));
    expect(tiles.every(({ known }) => known)).toBe(true);
  });

  test("that come from an artifact are known with it, and the same as with all of them", () => {
    const whole = tilesOf(ALL);
    for (const source of ["metrics", "surface", "overlay"] as const) {
      const alone = tilesOf({ ...NONE, [source]: ALL[source] });
      expect(alone.filter(({ known }) => known)).toEqual(
        whole.filter((tile) => tile.source === source),
      );
    }
  });

  test("are all unknown, and none is missing, while nothing is here", () => {
    const tiles = tilesOf(NONE);
    expect(tiles).toHaveLength(keyFigures(report).length);
    expect(tiles.some(({ known }) => known)).toBe(false);
  });
});

describe("the facts of a case", () => {
  test("are those of the report's cover", () => {
    expect(factsOf(manifest, metrics)).toEqual(caseFacts(report));
  });

  test("invent no difference while the metrics are not here", () => {
    expect(factsOf(manifest, undefined)).toEqual(caseFacts(report));
    const other = { ...metrics, baseline_id: "another" };
    expect(factsOf(manifest, other).map(({ value }) => value)).toContainEqual(
      expect.stringContaining("the two differ"),
    );
  });
});
