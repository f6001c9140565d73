/** Whether every ESI and every drift lies in its range. */
import { maskedProbes } from "../probe-list.ts";
import { type Figures, NOT_NEGATIVE, rangeCheck, SHARE, visitMembers } from "./ranges.ts";
import { clipped } from "./words.ts";

/** The figures of a measure on the robustness surface, the baseline and the probes. */
function robustnessFigures(measure: "esi" | "drift", name: string): Figures {
  return ({ robustness_surface: surface, metrics }, visit) => {
    visitMembers(visit, "metrics.json#/baseline_metrics", [
      [measure, metrics?.baseline_metrics?.[measure], `${name} of the baseline`],
    ]);
    for (const [index, axis] of (surface?.axes ?? []).entries()) {
      const at = `robustness_surface.json#/axes/${index}`;
      visitMembers(visit, at, [
        [`mean_${measure}`, axis[`mean_${measure}`], `mean ${name} of ${clipped(axis.axis)}`],
      ]);
      for (const [place, point] of axis.points.entries()) {
        visit(
          point[measure],
          () => `${at}/points/${place}/${measure}`,
          () => `${name} of ${clipped(axis.axis)} at ${clipped(String(point.value))}`,
        );
      }
    }
    visitMembers(visit, "robustness_surface.json#", [
      [`global_mean_${measure}`, surface?.[`global_mean_${measure}`], `mean ${name}`],
    ]);
    for (const probe of maskedProbes(metrics?.probe_surface)) {
      visitMembers(visit, `metrics.json#${probe.pointer}`, [
        [`masked_${measure}`, probe[`masked_${measure}`], `${name} of a probe`],
        [`baseline_${measure}`, probe[`baseline_${measure}`], `baseline ${name} of a probe`],
      ]);
    }
  };
}

export const ESI_RANGE = rangeCheck(
  {
    id: "esi_in_range",
    title: "Every ESI lies between 0 and 1",
    where: "robustness_surface.json",
    needs: "an ESI",
  },
  SHARE,
  robustnessFigures("esi", "ESI"),
);

export const DRIFT_RANGE = rangeCheck(
  {
    id: "drift_not_negative",
    title: "No drift is below 0",
    where: "robustness_surface.json",
    needs: "a drift",
  },
  NOT_NEGATIVE,
  robustnessFigures("drift", "drift"),
);
