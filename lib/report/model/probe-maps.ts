/** The maps of a probe surface, in words and values. */
import { probeWords } from "./figure-words.ts";
import { leftOutWords } from "./excerpt.ts";
import { counted } from "./numbers.ts";
import type { ProbeCell, ProbeGroup, ProbesModel } from "./probes.ts";

export interface ProbeMap {
  readonly title: string;
  readonly gridSize: number;
  readonly cells: readonly ProbeCell[];
  readonly value: "delta_esi" | "delta_drift";
  /** The distance from zero that the ends of the colour scale stand for. */
  readonly limit: number;
  readonly caption: string;
  /** For those who cannot see it. */
  readonly words: string;
}

/** Up to this many cells a side, each cell says its value. */
export const LABELLED_GRID = 16;

/** Settings that have maps; the table has the others too. */
const MOST_SETTINGS = 40;

/** ΔESI and Δdrift of masking each cell, one pair for each setting. */
export function probeMaps(probes: ProbesModel): (readonly [esi: ProbeMap, drift: ProbeMap])[] {
  return probes.groups
    .slice(0, MOST_SETTINGS)
    .map((group) => [
      mapOf(probes, group, "ΔESI of each cell", "delta_esi", probes.limits.esi),
      mapOf(probes, group, "Δdrift of each cell", "delta_drift", probes.limits.drift),
    ]);
}

/** That some settings have no maps; undefined where all have. */
export function leftOutMaps({ groups }: ProbesModel): string | undefined {
  const left = groups.length - MOST_SETTINGS;
  return left > 0 ? leftOutWords(left, groups.length, "setting", "metrics.json") : undefined;
}

function mapOf(
  { gridSize }: ProbesModel,
  { setting, cells }: ProbeGroup,
  title: string,
  value: ProbeMap["value"],
  limit: number,
): ProbeMap {
  const under = setting === undefined ? "" : ` under ${setting}`;
  const caption = `${title}${under}, ${counted(cells.length, "cell")}; the scale is symmetric about zero.`;
  const words = probeWords({ title: `${title}${under}`, gridSize, cells, value });
  return { title, gridSize, cells, value, limit, caption, words };
}

/** What the maps show and how to read them. */
export function probeIntroduction({ gridSize }: ProbesModel): string {
  const changes = "ΔESI and Δdrift of every probe, as metrics.json states them";
  if (gridSize === 0) return `${changes}.`;
  return (
    `${changes}, on a grid of ${gridSize} × ${gridSize} over the image; rows and columns count from 0. ` +
    "Orange is a fall of ESI or a rise of drift, purple the opposite, white no change, grey not probed."
  );
}
