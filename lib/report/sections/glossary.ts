import type { Flow } from "../layout/flow.ts";
import { TYPE } from "../layout/measures.ts";
import { drawTable, openingHeight } from "../layout/table.ts";
import type { Table } from "../layout/table-placement.ts";
import { DEFINITIONS, GLOSSARY_WORDS } from "../model/definitions.ts";
import type { ReportModel } from "../model/model.ts";

const TABLE: Table = {
  columns: [
    { head: "Term", weight: 1, align: "left", style: TYPE.cell },
    { head: "Meaning", weight: 6, align: "left" },
  ],
  rows: DEFINITIONS.map(({ term, meaning }) => [term, meaning]),
};

/** What the terms mean, in one place; left out where the case has no figures. */
export function drawGlossary(flow: Flow, { artifacts }: ReportModel): void {
  const { metrics, robustness_surface, confidence_surface, entropy_surface } = artifacts;
  const measured = [metrics, robustness_surface, confidence_surface, entropy_surface];
  if (measured.every((artifact) => artifact === undefined)) return;
  flow.section("Glossary", 2 * TYPE.body.leading + openingHeight(flow, TABLE));
  flow.paragraph(GLOSSARY_WORDS);
  drawTable(flow, TABLE);
}
