import type { Flow } from "../layout/flow.ts";
import { TYPE } from "../layout/measures.ts";
import { drawTable } from "../layout/table.ts";
import { DEFINITIONS, GLOSSARY_WORDS } from "../model/definitions.ts";
import type { ReportModel } from "../model/model.ts";

/** What the terms mean, in one place; left out where the case has no figures. */
export function drawGlossary(flow: Flow, { artifacts }: ReportModel): void {
  const { metrics, robustness_surface, confidence_surface, entropy_surface } = artifacts;
  const measured = [metrics, robustness_surface, confidence_surface, entropy_surface];
  if (measured.every((artifact) => artifact === undefined)) return;
  flow.section("Glossary", 160);
  flow.paragraph(GLOSSARY_WORDS);
  drawTable(flow, {
    columns: [
      { head: "Term", weight: 1, align: "left", style: TYPE.cell },
      { head: "Meaning", weight: 6, align: "left" },
    ],
    rows: DEFINITIONS.map(({ term, meaning }) => [term, meaning]),
  });
}
