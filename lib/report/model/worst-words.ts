/** The meaning of the marks on the worst points and cells: sentences for the captions of a report. */
import type { AxisModel } from "./axes.ts";
import { valueWords } from "./axis-words.ts";
import { cellFigure, counted, figure } from "./numbers.ts";
import type { ProbeMap } from "./probe-maps.ts";
import { MOST_OUTLINED, type RegionModel } from "./regions.ts";
import { type Measure, worstName, worstPoint, worstProbe } from "./worst.ts";

interface Named {
  readonly name: Measure;
  readonly legend: string;
}

/** Says which points have diamonds; empty if none has one. */
export function diamondWords({ points }: AxisModel, series: readonly Named[]): string {
  const marked = series.flatMap(({ name, legend }) => {
    const worst = worstPoint(points, name);
    if (worst === undefined) return [];
    return [`${worstName(name, legend)}, ${figure(worst.value)} at ${valueWords(worst.point)}`];
  });
  if (marked.length === 0) return "";
  return `${marked.length === 1 ? "Diamond" : "Diamonds"}: ${marked.join("; ")}.`;
}

/** The cell of a probe map that has a frame, and the meaning of its outlines; empty without both. */
export function probeMarkWords(map: ProbeMap, regions: readonly RegionModel[]): string {
  return [frameWords(map), outlineWords(regions)].filter((words) => words !== "").join(" ");
}

function frameWords(map: ProbeMap): string {
  const worst = worstProbe(map);
  if (worst === undefined) return "";
  const change = map.value === "delta_esi" ? "largest fall of ESI" : "largest rise of drift";
  const value = cellFigure(worst[map.value] ?? 0);
  return `Black frame: ${change}, ${value} in row ${worst.row}, column ${worst.col}.`;
}

function outlineWords(regions: readonly RegionModel[]): string {
  const drawn = regions.slice(0, MOST_OUTLINED).filter(({ box }) => box !== undefined).length;
  if (drawn === 0) return "";
  return `Blue ${drawn === 1 ? "outline" : "outlines"}: ${counted(drawn, "evidence region")}.`;
}
