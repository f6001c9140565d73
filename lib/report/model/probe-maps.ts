/** The two maps of a probe surface, in words and values. */
import { probeWords } from "./figure-words.ts";
import { counted } from "./numbers.ts";
import type { Probe, ProbesModel } from "./probes.ts";

export interface ProbeMap {
  readonly title: string;
  readonly gridSize: number;
  readonly cells: readonly Probe[];
  readonly value: "delta_esi" | "delta_drift";
  /** The distance from zero that the ends of the colour scale stand for. */
  readonly limit: number;
  readonly caption: string;
  /** For those who cannot see it. */
  readonly words: string;
}

/** Up to this many cells a side, each cell says its value. */
export const LABELLED_GRID = 16;

/** ΔESI and Δdrift of masking each cell. */
export function probeMaps(probes: ProbesModel): readonly [esi: ProbeMap, drift: ProbeMap] {
  return [
    mapOf(probes, "ΔESI of masking a cell", "delta_esi", probes.limits.esi),
    mapOf(probes, "Δdrift of masking a cell", "delta_drift", probes.limits.drift),
  ];
}

function mapOf(
  { gridSize, cells }: ProbesModel,
  title: string,
  value: ProbeMap["value"],
  limit: number,
): ProbeMap {
  const caption = `${title}, ${counted(cells.length, "cell")}; the scale is symmetric about zero.`;
  return {
    title,
    gridSize,
    cells,
    value,
    limit,
    caption,
    words: probeWords({ title, gridSize, cells, value }),
  };
}

/** What the maps show and how to read them. */
export function probeIntroduction({ gridSize }: ProbesModel): string {
  return (
    `Each probe masks one cell of a ${gridSize} × ${gridSize} grid over the image. ΔESI and Δdrift ` +
    "are the differences that this makes. Purple is below zero, orange above, white no change, " +
    "grey not probed."
  );
}
