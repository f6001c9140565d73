import type { Flow } from "../layout/flow.ts";
import type { ReportModel } from "../model/model.ts";
import { drawAxisPoints } from "./axis-points.ts";
import { drawOtherChecks } from "./checks.ts";
import { drawOtherRegions } from "./evidence.ts";
import { drawOtherMembers } from "./other-members.ts";
import { drawOtherProbes } from "./probes.ts";
import { drawRuns } from "./runs.ts";
import { drawOtherAxes } from "./surface.ts";

/** The parts of the appendix, each only if the case has content for it. */
const PARTS = [
  drawOtherAxes,
  drawAxisPoints,
  drawOtherRegions,
  drawOtherProbes,
  drawRuns,
  drawOtherChecks,
  drawOtherMembers,
] as const;

/** The tables that are looked up rather than read; without any, there is no heading. */
export function drawAppendix(flow: Flow, model: ReportModel): void {
  flow.sectionOf("Appendix");
  for (const drawPart of PARTS) drawPart(flow, model);
}
