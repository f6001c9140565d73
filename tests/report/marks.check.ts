import { describe, expect, test } from "vitest";
import { checksOf } from "../../lib/case/checks/index.ts";
import { MARK, MARK_NOTE } from "../../lib/report/model/marks.ts";
import type { ReportSource } from "../../lib/report/source.ts";
import { readReport } from "./rendered.ts";
import { axisOf, DEMO_CASES, demoSource, probeSurface, smallSource } from "./sources.ts";

async function textOf(source: ReportSource): Promise<string> {
  return (await readReport(source)).text;
}

describe("a value that a check contradicts has a mark in its table:", () => {
  test("a mean of an axis, of the surface and of the probes", async () => {
    const probe_surface = { ...probeSurface(2), mean_delta_esi: -0.5 };
    const text = await textOf(smallSource({ metrics: { probe_surface } }));
    expect(text).toContain(`brightness 3 0.8125${MARK}`);
    expect(text).toContain(`All axes 3 0.8125${MARK}`);
    expect(text).toContain(`ΔESI \u22120.5${MARK}`);
    expect(text).toContain(MARK_NOTE);
  });

  test("a point out of range, and a metric", async () => {
    const { points, ...axis } = axisOf("gain", [1, 2]);
    const beyond = points.map(({ value, drift }) => ({ value, drift, esi: 1.5 }));
    const text = await textOf(
      smallSource({
        metrics: { global_mean_csi: 7 },
        surface: { axes: [{ ...axis, points: beyond }] },
      }),
    );
    expect(text).toContain(`1 1.5${MARK} 0.05`);
    expect(text).toContain(`Global mean CSI 7${MARK}`);
  });

  test("a region outside the image, and its area", async () => {
    const region = { region_id: "out", x_min: 300, y_min: 0, x_max: 310, y_max: 9, area: 5000 };
    const text = await textOf(smallSource({ overlay: { regions: [region] } }));
    expect(text).toMatch(new RegExp(`out${MARK} 300 0 310 9 5000${MARK}`));
  });
});

test.each(DEMO_CASES)("no value of %s has a mark, because its checks hold", async (caseId) => {
  const source = demoSource(caseId);
  expect(checksOf(source.artifacts).some(({ outcome }) => outcome === "does_not_hold")).toBe(false);
  expect(await textOf(source)).not.toContain(MARK);
});
