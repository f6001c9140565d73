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
  hashes: {},
  cacheKey: "",
  attachments: [],
});

describe("the key figures", () => {
  test("are the report's, in its words and order", () => {
    expect(tilesOf(ALL).map(({ figure }) => figure)).toEqual(keyFigures(report));
  });

  test("of an artifact are there with it alone, in the same words", () => {
    const whole = new Set(keyFigures(report).map(({ label, value }) => `${label} ${value}`));
    for (const source of ["metrics", "surface", "overlay"] as const) {
      const alone = tilesOf({ ...NONE, [source]: ALL[source] });
      const shown = alone.map(({ figure }) => `${figure.label} ${figure.value}`);
      expect(shown.length).toBeGreaterThan(0);
      expect(shown.filter((figure) => !whole.has(figure))).toEqual(
        source === "overlay" ? ["Evidence regions 3"] : [],
      );
    }
  });

  test("are none while nothing is here", () => {
    expect(tilesOf(NONE)).toEqual([]);
  });
});

describe("the facts of a case", () => {
  test("are those of the report's cover", () => {
    expect(factsOf(manifest, metrics)).toEqual(caseFacts(report.artifacts));
  });

  test("invent no difference while the metrics are not here", () => {
    expect(factsOf(manifest, undefined)).toEqual(caseFacts(report.artifacts));
    const other = { ...metrics, baseline_id: "another" };
    expect(factsOf(manifest, other).map(({ value }) => value)).toContainEqual(
      expect.stringContaining("they differ"),
    );
  });
});
