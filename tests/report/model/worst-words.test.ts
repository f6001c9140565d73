import { expect, test } from "vitest";
import { RICH_SERIES, SERIES_OF_AXIS } from "../../../lib/report/geometry/line-chart.ts";
import { readSurface } from "../../../lib/report/model/axes.ts";
import { axisWords, richCaption } from "../../../lib/report/model/axis-words.ts";
import { probeMaps } from "../../../lib/report/model/probe-maps.ts";
import { readProbes } from "../../../lib/report/model/probes.ts";
import { readRegions } from "../../../lib/report/model/regions.ts";
import { diamondWords, probeMarkWords } from "../../../lib/report/model/worst-words.ts";
import { axisOf, probeSurface } from "../sources.ts";

function axisWith(values: readonly (string | number)[], points: readonly object[]) {
  const axis = axisOf("gain", values);
  const robustness = {
    axes: [
      {
        ...axis,
        points: axis.points.map(({ value }, index) => Object.assign({ value }, points[index])),
      },
    ],
  };
  const [read] = readSurface({ robustness }, [], { esi: 1, drift: 0 }).present?.axes ?? [];
  if (read === undefined) throw new TypeError("expected an axis");
  return read;
}

const POINTS = [
  { esi: 1, drift: 0, csi: 0.9, edm: 0.1 },
  { esi: 0.25, drift: 0.125, csi: 0.5, edm: 0.3 },
  { esi: 0.5, drift: 0.75, csi: 0.7, edm: 0.2 },
];

test("the caption says which points have diamonds: the lowest ESI and CSI, the highest drift and EDM", () => {
  const axis = axisWith([0, -1, 2], POINTS);
  expect(diamondWords(axis, SERIES_OF_AXIS)).toBe(
    "Diamonds: lowest ESI, 0.250 at −1; highest drift, 0.750 at 2.",
  );
  expect(diamondWords(axis, RICH_SERIES)).toBe(
    "Diamonds: lowest CSI, 0.500 at −1; highest EDM, 0.300 at −1.",
  );
});

test("a series that has one value everywhere has no diamond", () => {
  const axis = axisWith(
    [0, 1],
    [
      { esi: 1, drift: 0.5 },
      { esi: 0.5, drift: 0.5 },
    ],
  );
  expect(diamondWords(axis, SERIES_OF_AXIS)).toBe("Diamond: lowest ESI, 0.500 at 1.");
  expect(diamondWords(axisWith([0], [{ esi: 1 }]), SERIES_OF_AXIS)).toBe("");
});

test("the chart of CSI and EDM has that name, and says which point has a ring", () => {
  const caption = richCaption(axisWith([0, 1, 2], POINTS));
  expect(caption).toMatch(/^gain, CSI and EDM\. /);
  expect(caption).toContain(
    "Ringed, on the dashed line: the point with the baseline’s values, at 0.",
  );
  expect(richCaption(axisWith([0], [{ csi: 1 }]))).toBe("gain, CSI.");
});

test("text values have a dot chart without lines", () => {
  const axis = axisWith(["none", "strong"], POINTS);
  expect(axisWords(axis, SERIES_OF_AXIS)).toMatch(/^Dot chart of ESI and drift over gain: /);
  expect(axis.notes.join(" ")).toContain("not joined");
});

const BOX = { x_min: 0.1, y_min: 0.1, x_max: 0.4, y_max: 0.4, area: 0.09 };

test("the captions of probe maps say which cell is framed and what is outlined", () => {
  const surface = probeSurface(2);
  const probes = surface.probes.map((probe, index) => ({
    ...probe,
    delta_esi: index === 3 ? -0.5 : 0.1,
    delta_drift: index === 1 ? 0.25 : -0.1,
  }));
  const read = readProbes({ probe_surface: { ...surface, probes } }).present;
  const [[esi, drift] = []] = read === undefined ? [] : probeMaps(read);
  if (esi === undefined || drift === undefined) throw new TypeError("expected two maps");
  const { regions } = readRegions(
    [
      { ...BOX, region_id: "in" },
      { ...BOX, region_id: "out", x_min: 1.2, x_max: 1.4 },
    ],
    undefined,
  );
  expect(probeMarkWords(esi, regions)).toBe(
    "Black frame: largest fall of ESI, −0.50 in row 1, column 1. Blue outline: 1 evidence region.",
  );
  expect(probeMarkWords(drift, [])).toBe(
    "Black frame: largest rise of drift, 0.25 in row 0, column 1.",
  );
});
