/** Whether every CSI, EDM and confidence lies in its range. */
import { type Figures, NOT_NEGATIVE, rangeCheck, SHARE, visitMembers } from "./ranges.ts";
import { statedNumber } from "../stated-number.ts";
import { clipped } from "./words.ts";

/** CSI or EDM of the points of a robustness surface, which some cases in rich mode state there. */
function robustnessFigures(measure: "csi" | "edm"): Figures {
  return ({ robustness_surface: surface }, visit) => {
    for (const [index, { axis, points }] of (surface?.axes ?? []).entries()) {
      const what = `${measure.toUpperCase()} of ${clipped(axis)}`;
      for (const [place, point] of points.entries()) {
        visitMembers(visit, `robustness_surface.json#/axes/${index}/points/${place}`, [
          [measure, statedNumber(point[measure]), what],
        ]);
      }
    }
  };
}

export const CSI_RANGE = rangeCheck(
  {
    id: "csi_in_range",
    title: "Every CSI lies between 0 and 1",
    where: "confidence_surface.json",
    needs: "a CSI",
  },
  SHARE,
  (artifacts, visit) => {
    robustnessFigures("csi")(artifacts, visit);
    const { confidence_surface: surface, metrics } = artifacts;
    const at = "confidence_surface.json#";
    for (const [index, axis] of (surface?.confidence_surfaces ?? []).entries()) {
      const name = clipped(axis.axis);
      const axisAt = `${at}/confidence_surfaces/${index}`;
      visitMembers(visit, axisAt, [["mean_csi", axis.mean_csi, `mean CSI of ${name}`]]);
      for (const [place, { csi }] of axis.points.entries()) {
        visitMembers(visit, `${axisAt}/points/${place}`, [["csi", csi, `CSI of ${name}`]]);
      }
    }
    visitMembers(visit, at, [["global_mean_csi", surface?.global_mean_csi, "mean CSI"]]);
    visitMembers(visit, "metrics.json#", [
      ["global_mean_csi", metrics?.global_mean_csi, "mean CSI"],
    ]);
  },
);

export const EDM_RANGE = rangeCheck(
  {
    id: "edm_not_negative",
    title: "No EDM is below 0",
    where: "entropy_surface.json",
    needs: "an EDM",
  },
  NOT_NEGATIVE,
  (artifacts, visit) => {
    robustnessFigures("edm")(artifacts, visit);
    const { entropy_surface: surface, metrics } = artifacts;
    const at = "entropy_surface.json#";
    for (const [index, axis] of (surface?.entropy_surfaces ?? []).entries()) {
      const name = clipped(axis.axis);
      const axisAt = `${at}/entropy_surfaces/${index}`;
      visitMembers(visit, axisAt, [["mean_edm", axis.mean_edm, `mean EDM of ${name}`]]);
      for (const [place, { edm }] of axis.points.entries()) {
        visitMembers(visit, `${axisAt}/points/${place}`, [["edm", edm, `EDM of ${name}`]]);
      }
    }
    visitMembers(visit, at, [["global_mean_edm", surface?.global_mean_edm, "mean EDM"]]);
    visitMembers(visit, "metrics.json#", [
      ["global_mean_edm", metrics?.global_mean_edm, "mean EDM"],
    ]);
  },
);

export const CONFIDENCE_RANGE = rangeCheck(
  {
    id: "confidence_in_range",
    title: "Every confidence lies between 0 and 1",
    where: "confidence_surface.json",
    needs: "a confidence",
  },
  SHARE,
  (artifacts, visit) => {
    visitSurfaceConfidence(artifacts, visit);
    visitSampledConfidence(artifacts, visit);
    visitRunConfidence(artifacts, visit);
  },
);

const visitSurfaceConfidence: Figures = ({ confidence_surface: surface }, visit) => {
  const at = "confidence_surface.json#";
  for (const [index, axis] of (surface?.confidence_surfaces ?? []).entries()) {
    const axisAt = `${at}/confidence_surfaces/${index}`;
    const what = `mean confidence of ${clipped(axis.axis)}`;
    visitMembers(visit, axisAt, [["overall_mean_confidence", axis.overall_mean_confidence, what]]);
    for (const [place, { mean_confidence }] of axis.points.entries()) {
      visitMembers(visit, `${axisAt}/points/${place}`, [
        ["mean_confidence", mean_confidence, what],
      ]);
    }
  }
  visitMembers(visit, at, [
    ["global_mean_confidence", surface?.global_mean_confidence, "mean confidence"],
  ]);
};

const visitSampledConfidence: Figures = ({ metrics, monte_carlo_stats }, visit) => {
  for (const [file, stated] of [
    ["metrics.json", metrics?.monte_carlo?.confidence],
    ["monte_carlo_stats.json", monte_carlo_stats?.monte_carlo?.confidence],
  ] as const) {
    visitMembers(visit, `${file}#/monte_carlo/confidence`, [
      ["min", stated?.min, "lowest confidence"],
      ["mean", stated?.mean, "mean confidence"],
      ["max", stated?.max, "highest confidence"],
    ]);
  }
};

const visitRunConfidence: Figures = ({ sweep_manifest }, visit) => {
  for (const [index, { rich_summary }] of (sweep_manifest?.results ?? []).entries()) {
    visitMembers(visit, `sweep_manifest.json#/results/${index}/rich_summary`, [
      ["confidence_score", rich_summary?.confidence_score, "confidence of a run"],
    ]);
  }
};
