import { describe, expect, test } from "vitest";
import type { ReportSource } from "../../lib/report/source.ts";
import { REPORT_VERSION } from "../../lib/report/version.ts";
import { readReport } from "./rendered.ts";
import {
  axisOf,
  bundleSource,
  type DemoArtifacts,
  demoArtifacts,
  demoSource,
  probeSurface,
  smallSource,
  sourceOf,
} from "./sources.ts";

async function pagesOf(source: ReportSource): Promise<readonly string[]> {
  return (await readReport(source)).pages;
}

async function pageOne(source: ReportSource): Promise<string> {
  const [first = ""] = await pagesOf(source);
  return first;
}

describe("page one", () => {
  test("shows the lowest ESI, the highest drift and the largest fall, with axis and value beside the baseline", async () => {
    const page = await pageOne(demoSource("case_rich"));
    expect(page).toContain(
      "The lowest ESI is 0.565, at blur_kernel = motion; the baseline’s is 0.934.",
    );
    expect(page).toContain(
      "The highest drift is 0.478, at blur_kernel = motion; the baseline’s is 0.047.",
    );
    expect(page).toContain(
      "ESI falls most under blur_kernel: by 0.369, from the baseline’s 0.934, to 0.565 at motion.",
    );
  });

  test("shows the strongest probe with the region that its cell overlaps", async () => {
    const page = await pageOne(demoSource("case_rich"));
    expect(page).toContain(
      "masks row 5, column 5 of the 8 × 8 grid (counted from 0) changes ESI most: ΔESI −0.326, Δdrift 0.379. " +
        "This cell overlaps the evidence region left_lower_lobe.",
    );
  });

  test("says that a value is the same at every point", async () => {
    const axis = axisOf("gain", ["1p0", "2p0"]);
    const points = axis.points.map((point) => ({ ...point, esi: 0.5 }));
    const page = await pageOne(smallSource({ surface: { axes: [{ ...axis, points }] } }));
    expect(page).toContain("ESI is 0.500 at all 2 points; the baseline’s is 0.910.");
  });

  test("defines ESI, drift and a probe if the case has them", async () => {
    const page = await pageOne(demoSource("case_001"));
    expect(page).toContain("As CLARITY’s metrics engine defines them: ESI is the share of runs");
    expect(page).toContain("A probe is a measurement with one part of the image masked.");
    expect(await pageOne(smallSource())).not.toContain("A probe is");
    expect(await pageOne(bundleSource("ledger_only"))).not.toContain("metrics engine");
  });

  test("says that a sweep calls itself synthetic, and where a heading that is not a title comes from", async () => {
    const page = await pageOne(bundleSource("bundle_rich"));
    expect(page).toContain("SYNTHETIC CASE synthetic-demo-bundle-rich");
    expect(page).toContain("the heading is the id of its sweep, from sweep_manifest.json.");
    expect(page).toContain("Synthetic yes");
    expect(await pageOne(bundleSource("ledger_only"))).toContain(
      "SYNTHETIC CASE Sweep over brightness, contrast The case states neither a title nor an id: " +
        "the heading lists the axes of its sweep.",
    );
    const differing = sourceOf({
      manifest: { synthetic: false },
      sweep_manifest: { _synthetic: true },
    });
    expect(await pageOne(differing)).toContain("yes (sweep manifest): they differ");
  });

  test("prints the whole key, and how to cite the report", async () => {
    const source = demoSource("case_001");
    const page = await pageOne(source);
    expect(page).toContain(`SHA-256 of key.json ${source.cacheKey}`);
    expect(page).toContain(
      `Cite as CLARITY report of case case_001, key ${source.cacheKey}, report version ${REPORT_VERSION}`,
    );
  });

  test("has tiles only for figures that the case has", async () => {
    const page = await pageOne(sourceOf({ manifest: demoArtifacts("case_001").manifest }));
    expect(page).toContain("The case has no ESI, drift, CSI, EDM or ΔESI to compare.");
    expect(page).not.toMatch(/Lowest ESI|Strongest probe| – /);
  });
});

/** `brightness` is the first axis of the demo case. */
function withMeanEsi(meanEsi: number) {
  return (artifacts: DemoArtifacts): DemoArtifacts => {
    const { robustness_surface: surface } = artifacts;
    const axes = surface.axes.map((axis, index) =>
      index === 0 ? { ...axis, mean_esi: meanEsi } : axis,
    );
    return { ...artifacts, robustness_surface: { ...surface, axes } };
  };
}

function withMeanDeltaEsi(artifacts: DemoArtifacts): DemoArtifacts {
  const { metrics } = artifacts;
  const probe_surface = { ...metrics.probe_surface, mean_delta_esi: -0.5 };
  return { ...artifacts, metrics: { ...metrics, probe_surface } };
}

function withRegionOutside(artifacts: DemoArtifacts): DemoArtifacts {
  const [first, ...others] = artifacts.overlay_bundle.regions ?? [];
  if (first === undefined) throw new TypeError("expected a region");
  const outside = { ...first, x_min: 300, x_max: 300 + first.x_max - first.x_min };
  return {
    ...artifacts,
    overlay_bundle: { ...artifacts.overlay_bundle, regions: [outside, ...others] },
  };
}

function withoutProbe(artifacts: DemoArtifacts): DemoArtifacts {
  const { probe_surface: surface, ...metrics } = artifacts.metrics;
  const probes = surface?.probes?.slice(1) ?? [];
  return { ...artifacts, metrics: { ...metrics, probe_surface: { ...surface, probes } } };
}

describe("page one shows contradictions:", () => {
  test("it shows a mean that differs from that of its points, with both values", async () => {
    const page = await pageOne(demoSource("case_001", withMeanEsi(0.99)));
    expect(page).toMatch(/mean ESI of brightness, stated 0\.99, computed 0\.\d+/);
    expect(page).toContain("1 of 23 consistency checks that can be made does not hold");
  });

  test("it shows wrong means of the surface and of the probes as exactly two checks", async () => {
    const page = await pageOne(
      demoSource("case_001", (artifacts) => withMeanDeltaEsi(withMeanEsi(0.99)(artifacts))),
    );
    expect(page).toContain("2 of 23 consistency checks that can be made do not hold");
    expect([...page.matchAll(/“([^”]*)” does not hold/g)].map(([, title]) => title)).toEqual([
      "The stated means and variances of ESI and drift are those of the points",
      "The stated statistics of the probes are those of the probes",
    ]);
    expect(page).toMatch(/mean ΔESI of the probes, stated −0\.5, computed −0\.\d+/);
  });

  test("it shows a region outside the image", async () => {
    const page = await pageOne(demoSource("case_001", withRegionOutside));
    expect(page).toMatch(/box of region \S+, stated .*300.*, computed .*224/);
  });

  test("it shows a missing probe", async () => {
    const page = await pageOne(demoSource("case_001", withoutProbe));
    expect(page).toContain("number of probes, stated 16, computed 15");
  });

  test("it shows a checksum that differs", async () => {
    const confirmed = {
      manifest: "confirmed",
      overlay_bundle: "confirmed",
      robustness_surface: "confirmed",
    } as const;
    const artifacts = demoArtifacts("case_001");
    const page = await pageOne(sourceOf(artifacts, { ...confirmed, metrics: "differs" }));
    expect(page).toContain(
      "checksum of metrics.json, stated the checksum that checksums.json lists, computed a different checksum",
    );
    const listed = await pageOne(sourceOf(artifacts, { ...confirmed, metrics: "not_listed" }));
    expect(listed).toContain("checksums.json does not list metrics.json.");
    const all = await pageOne(sourceOf(artifacts, { ...confirmed, metrics: "confirmed" }));
    expect(all).not.toContain("checksums.json");
    expect(await pageOne(sourceOf(artifacts, "none"))).toContain("no record of checksums");
    expect(await pageOne(sourceOf(artifacts, "unreadable"))).toContain("is unreadable");
  });

  test("it shows a mean, a region, a probe and a checksum together", async () => {
    const artifacts = [withMeanEsi(0.99), withRegionOutside, withoutProbe].reduce(
      (changed, change) => change(changed),
      demoArtifacts("case_001"),
    );
    const page = await pageOne(
      sourceOf(artifacts, { manifest: "confirmed", robustness_surface: "differs" }),
    );
    expect(page).toMatch(/mean ESI of brightness, stated 0\.99, computed 0\.\d+/);
    expect(page).toMatch(/box of region \S+, stated .*300.*, computed .*224/);
    expect(page).toContain("number of probes, stated 16, computed 15");
    expect(page).toContain(
      "checksum of robustness_surface.json, stated the checksum that checksums.json lists, computed a different",
    );
  });

  test("its key figure has the number of failed checks, or says that none fails", async () => {
    const failing = await pageOne(demoSource("case_001", withMeanEsi(0.99)));
    expect(failing).toContain("Checks that do not hold 1 of 23 that can be made: listed below");
    const sound = await pageOne(demoSource("case_001"));
    expect(sound).toContain("Checks that do not hold none all 24 that can be made hold");
  });

  test("it shows two contradicting places, each with its value", async () => {
    const page = await pageOne(smallSource({ metrics: { baseline_id: "another" } }));
    expect(page).toContain("baseline id, baseline_small in manifest.json, another in metrics.json");
  });

  test("it shows the first of many contradictions, and the number of further ones", async () => {
    const points = axisOf("gain", ["1p0", "2p0", "3p0", "4p0", "5p0", "6p0", "7p0", "8p0"]).points;
    const beyond = points.map(({ value, drift }) => ({ value, drift, esi: 1.5 }));
    const axes = [{ axis: "gain", points: beyond }];
    const pages = await pagesOf(smallSource({ surface: { axes } }));
    expect(pages[0]).toMatch(
      /ESI[^;]*, stated 1\.5, computed [^;]*; .*; \d more in the section “Consistency checks”/,
    );
    expect(pages.slice(1).join(" ")).toContain("8 contradictions in 10 comparisons");
  });
});

test("the appendix has the contradictions beyond the first ten of a check", async () => {
  const surface = probeSurface(5);
  const probes = surface.probes.map((probe) => ({ ...probe, row: 9 + probe.row }));
  const pages = await pagesOf(smallSource({ metrics: { probe_surface: { ...surface, probes } } }));
  const text = pages.join(" ");
  expect(text).toContain("25 contradictions in 25 comparisons. Shown: 1 to 10.");
  expect(text).toContain("25 contradictions in 25 comparisons. Shown: 11 to 25.");
});
