import type { Fact } from "../model/facts.ts";
import type { Flow } from "./flow.ts";
import { INK, TYPE } from "./measures.ts";
import { drawTable } from "./table.ts";

/** Labels and what they stand for, without a head. */
export function drawFactTable(flow: Flow, facts: readonly Fact[]): void {
  if (facts.length === 0) return;
  drawTable(flow, {
    columns: [
      { head: "", weight: 1, align: "left", style: { ...TYPE.cell, ink: INK.muted } },
      { head: "", weight: 3.2, align: "left" },
    ],
    rows: facts.map(({ label, value }) => [label, value]),
    maxLines: 6,
  });
}
