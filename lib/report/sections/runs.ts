import { drawFactTable } from "../layout/fact-table.ts";
import type { Flow } from "../layout/flow.ts";
import { TYPE } from "../layout/measures.ts";
import { drawTable, openingHeight } from "../layout/table.ts";
import { weighted } from "../layout/weighted.ts";
import { tableExcerpt } from "../model/excerpt.ts";
import type { ReportModel } from "../model/model.ts";
import { counted } from "../model/numbers.ts";
import type { RunModel } from "../model/runs.ts";
import { commonTexts, runTable, runTextTable } from "../model/tables/run-tables.ts";

/** Each run has a row in two tables, and its hashes take two lines. */
const MOST_RUNS = 1500;

/** Every run of the sweep: what it was set to, what it measured, and the hashes that identify it. */
export function drawRuns(flow: Flow, { sweep }: ReportModel): void {
  const runs = sweep.present?.runs ?? [];
  if (runs.length === 0) return;
  const { shown, leftOut } = tableExcerpt(runs, "run", "sweep_manifest.json", MOST_RUNS);
  const content = runTable(shown);
  const table = { ...weighted(content, [0.6, 1.8, 1.2]), fit: true, dense: true, maxLines: 6 };
  flow.subsection("Runs of the sweep", 2 * TYPE.body.leading + openingHeight(flow, table));
  const common = commonTexts(runs);
  const once = common.length > 0 ? " What all of them have in common is said once." : "";
  flow.paragraph(`${counted(runs.length, "run")}, as sweep_manifest.json lists them.${once}`);
  drawFactTable(flow, common);
  drawTable(flow, table);
  drawTexts(flow, runs, shown);
  if (leftOut !== undefined) flow.paragraph(leftOut, TYPE.note);
}

function drawTexts(flow: Flow, runs: readonly RunModel[], shown: readonly RunModel[]): void {
  const { hashes, ...content } = runTextTable(runs, shown);
  if (content.columns.length < 2) return;
  const columns = content.columns.map((column, index) => {
    const width = { ...column, weight: index === 0 ? 0.5 : 3 };
    return hashes[index] === true ? { ...width, style: TYPE.cellMono } : width;
  });
  drawTable(flow, { ...content, columns, fit: true, dense: true, maxLines: 12 });
}
