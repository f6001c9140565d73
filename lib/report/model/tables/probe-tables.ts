import { counted, exact } from "../numbers.ts";
import type { Probe, ProbesModel } from "../probes.ts";
import { decimals, type TableContent } from "./content.ts";

/** Mean and variance of the differences, as the case states them. */
export function probeStatistics({ surface }: ProbesModel): TableContent {
  return {
    caption: `Statistics of ${counted(surface.total_probes, "probe")}, as the case states them.`,
    columns: [{ head: "Difference", align: "left" }, ...decimals(["Mean", "Variance"])],
    rows: [
      ["ΔESI", exact(surface.mean_delta_esi), exact(surface.variance_delta_esi)],
      ["Δdrift", exact(surface.mean_delta_drift), exact(surface.variance_delta_drift)],
    ],
  };
}

/** Probes in the order of the case; `shown` are the rows. */
export function probeTable({ surface }: ProbesModel, shown: readonly Probe[]): TableContent {
  const all = shown.length === surface.probes.length;
  return {
    caption: all ? "Every probe of the case." : "The first probes of the case.",
    rowHeads: 2,
    columns: [
      { head: "Row", align: "right" },
      { head: "Col.", align: "right" },
      ...decimals(["ΔESI", "Δdrift", "Masked ESI", "Masked drift"]),
    ],
    rows: shown.map((probe) =>
      [
        probe.row,
        probe.col,
        probe.delta_esi,
        probe.delta_drift,
        probe.masked_esi,
        probe.masked_drift,
      ].map(exact),
    ),
  };
}
