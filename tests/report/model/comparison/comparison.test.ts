import { describe, expect, it } from "vitest";
import {
  comparison,
  comparisonWords,
  namesInWords,
} from "../../../../lib/report/model/comparison/comparison.ts";
import { recordTable } from "../../../../lib/report/model/comparison/checks.ts";
import { signed, signedCount } from "../../../../lib/report/model/comparison/pair.ts";
import { bundleSource, demoArtifacts } from "../../sources.ts";
import { modelWith, surfaceOf } from "./models.ts";

function figureOf(found: ReturnType<typeof comparison>, name: string) {
  return found.figures.find(({ label }) => label === name);
}

describe("two cases with a common axis", () => {
  const a = modelWith(
    surfaceOf({
      brightness: [
        { value: "0p8", esi: 0.7, drift: 0.2 },
        { value: "1p0", esi: 0.9, drift: 0.1 },
      ],
      blur: [{ value: 1, esi: 0.5, drift: 0.3 }],
    }),
  );
  const b = modelWith(
    surfaceOf({
      brightness: [
        { value: 1.2, esi: 0.6, drift: 0.25 },
        { value: 0.8, esi: 0.75, drift: 0.15 },
      ],
      contrast: [{ value: 1, esi: 0.8, drift: 0.1 }],
    }),
  );
  const found = comparison({ a, b });

  it("have differences with the sign of B minus A", () => {
    expect(figureOf(found, "Lowest ESI")).toMatchObject({ difference: "+0.100", differs: true });
    expect(figureOf(found, "Highest drift")).toMatchObject({ difference: "−0.050" });
    expect(figureOf(found, "Points")).toMatchObject({ difference: "0", differs: false });
    expect(comparisonWords(found)).toContain("Lowest ESI: 0.500 in A, 0.600 in B (+0.100).");
  });

  it("are matched by the numbers that their values encode, in numeric order", () => {
    const [axis] = found.surfaces.common;
    expect(axis?.points.map(({ value }) => value.label)).toEqual(["0.8", "1", "1.2"]);
    expect(axis?.points.map((point) => [point.a?.esi, point.b?.esi])).toEqual([
      [0.7, 0.75],
      [0.9, undefined],
      [undefined, 0.6],
    ]);
    expect(axis?.notes).toEqual(["Only in A: 1.", "Only in B: 1.2."]);
  });

  it("name axes and points that only one of them has", () => {
    expect(found.only).toEqual([
      { what: "Axes", a: ["blur"], b: ["contrast"] },
      { what: "Points of common axes", a: ["brightness = 1"], b: ["brightness = 1.2"] },
    ]);
    expect(comparisonWords(found)).toContain("1 axis in both, 1 only in A, 1 only in B.");
  });

  it("have one scale, widened by a value of either", () => {
    const wide = modelWith(surfaceOf({ brightness: [{ value: 0.8, esi: 7 }] }));
    expect(found.surfaces.scales.esi.domain).toEqual({ min: 0, max: 1 });
    expect(comparison({ a, b: wide }).surfaces.scales.esi.domain).toEqual({ min: 0, max: 7 });
  });
});

it("an axis of numbers and one of text are unlike, and the comparison says so", () => {
  const numbers = modelWith(surfaceOf({ blur: [{ value: 1, esi: 0.5 }] }));
  const texts = modelWith(
    surfaceOf({
      blur: [
        { value: "none", esi: 0.9 },
        { value: 1, esi: 0.4 },
      ],
    }),
  );
  const [axis] = comparison({ a: numbers, b: texts }).surfaces.common;
  expect(axis?.numeric).toBe(false);
  expect(axis?.notes[0]).toMatch(/^The axes are unlike: all values are numbers in A, .* text in B/);
  const [other] = comparison({ a: texts, b: numbers }).surfaces.common;
  expect(other?.notes[0]).toMatch(/numbers in B, .* text in A/);
});

it("an axis that a case names twice is compared in order", () => {
  const twice = [
    { axis: "blur", points: [{ value: 1, esi: 0.1 }] },
    { axis: "blur", points: [{ value: 1, esi: 0.2 }] },
  ];
  const model = modelWith({ robustness_surface: { axes: twice } });
  const { common, onlyA, onlyB } = comparison({ a: model, b: model }).surfaces;
  expect(common.map(({ points }) => [points[0]?.a?.esi, points[0]?.b?.esi])).toEqual([
    [0.1, 0.1],
    [0.2, 0.2],
  ]);
  expect([onlyA, onlyB]).toEqual([[], []]);
});

it("many points of one case alone are counted, not listed", () => {
  const points = Array.from({ length: 40 }, (_, value) => ({ value: value + 2, esi: 0.5 }));
  const a = modelWith(surfaceOf({ blur: [{ value: 1, esi: 0.5 }] }));
  const b = modelWith(surfaceOf({ blur: points }));
  const found = comparison({ a, b });
  expect(found.surfaces.common[0]?.notes[1]).toMatch(/^Only in B: 2, 3, .* and 28 more\.$/);
  expect(namesInWords(found.only[0]?.b ?? [])).toMatch(/ and 20 more$/);
});

it("a case compared with itself has no differences", () => {
  const model = modelWith({ ...demoArtifacts("case_rich") });
  const found = comparison({ a: model, b: model });
  expect(found.figures.every(({ difference, differs }) => difference === "0" && !differs)).toBe(
    true,
  );
  expect(found.only).toEqual([]);
  expect(found.maps.common.map(({ words }) => words)).toContain("Both hold the same numbers.");
  expect(comparisonWords(found)).toContain("Every check that can be made holds in both.");
});

it("two demo cases of different shapes share their axes, and the rest is named", () => {
  const a = modelWith({ ...demoArtifacts("case_001") });
  const b = modelWith(bundleSource("bundle_rich").artifacts);
  const found = comparison({ a, b });
  expect(found.surfaces.common.map(({ title }) => title)).toEqual(["brightness", "gaussian_noise"]);
  expect(found.only[0]).toEqual({
    what: "Artifacts",
    a: ["manifest.json", "metrics.json", "overlay_bundle.json"],
    b: [
      "sweep_manifest.json",
      "monte_carlo_stats.json",
      "confidence_surface.json",
      "entropy_surface.json",
    ],
  });
  expect(found.probes).toBeUndefined();
  expect(found.maps.notes[0]).toBe("Heatmap: not compared. B: The case has no heatmap.");
  expect(comparisonWords(found).at(-1)).toMatch(/^Artifacts only in A: manifest\.json, /);
  expect(figureOf(found, "Lowest CSI")).toMatchObject({ a: undefined, difference: undefined });
});

it("an artifact that one case has and cannot read is not said to be only in the other", () => {
  const given = { ...demoArtifacts("case_001") };
  const { metrics, ...rest } = given;
  const models = { a: modelWith(given), b: modelWith(rest) };
  expect(metrics).toBeDefined();
  expect(comparison(models).only).toEqual([{ what: "Artifacts", a: ["metrics.json"], b: [] }]);
  expect(comparison(models, { a: [], b: ["metrics"] }).only).toEqual([]);
});

it("what an unreadable artifact would say is not compared", () => {
  const given = { ...demoArtifacts("case_001") };
  const { overlay_bundle: overlay, robustness_surface: surface, ...rest } = given;
  expect([overlay, surface]).not.toContain(undefined);
  const models = { a: modelWith(rest), b: modelWith(given) };
  const found = comparison(models, { a: ["overlay_bundle", "robustness_surface"], b: [] });
  expect(found.only).toEqual([]);
  expect([found.surfaces.onlyB, found.regions]).toEqual([[], undefined]);
  expect(found.maps.notes).toEqual(["Not compared: overlay_bundle.json cannot be read."]);
  expect(comparisonWords(found).join(" ")).not.toMatch(/axes|only in B: .*json/);
});

it("cases without any figures are compared without invented ones", () => {
  const model = modelWith({ manifest: { title: "Nothing" } });
  const found = comparison({ a: model, b: model });
  expect(found.figures.map(({ label }) => label)).toEqual(["Checks that do not hold"]);
  expect([found.regions, found.probes]).toEqual([undefined, undefined]);
  expect(found.maps).toEqual({ common: [], notes: [] });
  expect(comparisonWords(found)).toEqual(["Every check that can be made holds in both."]);
  expect(namesInWords([])).toBe("none");
});

it("differences of figures and of counts have a sign", () => {
  expect([0.5, -0.5, 0].map(signed)).toEqual(["+0.500", "−0.500", "0"]);
  expect([3, -3, 0].map(signedCount)).toEqual(["+3", "−3", "0"]);
});

describe("checks and records", () => {
  const given = { ...demoArtifacts("case_001") };
  const surface = given.robustness_surface;
  const [first, ...others] = surface.axes;
  const wrong = { ...first, axis: first?.axis ?? "", points: first?.points ?? [], mean_esi: 0.1 };
  const broken = { ...given, robustness_surface: { ...surface, axes: [wrong, ...others] } };

  it("that hold in one case alone are named", () => {
    const found = comparison({ a: modelWith(given), b: modelWith(broken) }).checks;
    expect(found.unlike.map(({ outcomes }) => outcomes)).toContainEqual({
      a: "holds",
      b: "does_not_hold",
    });
    expect(found.failing).toEqual([]);
  });

  it("that hold in neither are named, too", () => {
    const model = modelWith(broken);
    const found = comparison({ a: model, b: model });
    expect(found.checks.unlike).toEqual([]);
    expect(found.checks.failing.length).toBeGreaterThan(0);
    expect(comparisonWords(found)).toContain(
      `Checks that do not hold: 0 only in A, 0 only in B, ${found.checks.failing.length} in both.`,
    );
  });

  it("say what the record of checksums confirms", () => {
    const { rows } = recordTable({ a: { manifest: "confirmed" }, b: { metrics: "differs" } });
    expect(rows).toEqual([
      ["manifest.json", "confirmed", "no such artifact"],
      ["metrics.json", "no such artifact", "differs"],
    ]);
    expect(recordTable({ a: { manifest: "not_listed" }, b: "none" }).rows[0]?.[2]).toBe(
      "no checksums.json",
    );
    expect(recordTable({ a: "unreadable", b: { manifest: "not_checked" } }).rows[0]).toEqual([
      "manifest.json",
      "checksums.json cannot be read",
      "not checked",
    ]);
  });
});
