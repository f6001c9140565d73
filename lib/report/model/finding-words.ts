/** What stands out in a case, in sentences: comparisons of its own numbers, without a verdict. */
import type { Findings } from "../../case/findings.ts";
import { decodeValue } from "./encoded-value.ts";
import { excerpt, listed } from "./excerpt.ts";
import type { ReportModel } from "./model.ts";
import { counted, figure, inProse } from "./numbers.ts";

/** Characters of a name within a sentence. */
const NAME = 60;

export const NO_FINDINGS = "The case has no ESI, drift, CSI, EDM or ΔESI to compare.";

/** One sentence for each thing that stands out, the most important first. */
export function findingWords(model: ReportModel): string[] {
  const { findings } = model;
  const { baselineEsi, baselineDrift } = findings;
  return [
    ...extremeWords("lowest ESI", findings.lowestEsi, figuresOf(model, "esi"), baselineEsi),
    ...extremeWords(
      "highest drift",
      findings.highestDrift,
      figuresOf(model, "drift"),
      baselineDrift,
    ),
    ...fallWords(findings),
    ...probeWords(model),
    ...extremeWords("lowest CSI", findings.lowestCsi, figuresOf(model, "csi")),
    ...extremeWords("highest EDM", findings.highestEdm, figuresOf(model, "edm")),
  ];
}

/** The figures of every point. */
export function figuresOf(
  { surface }: ReportModel,
  name: "esi" | "drift" | "csi" | "edm",
): number[] {
  const axes = surface.present?.axes ?? [];
  return axes.flatMap(({ points }) => points.flatMap((point) => point[name] ?? []));
}

/** `brightness = 0.8` */
export function placeWords({ axis, value }: NonNullable<Findings["lowestEsi"]>): string {
  return `${axisWords(axis)} = ${valueWords(value)}`;
}

function axisWords(axis: string): string {
  return axis === "" ? "an axis without a name" : excerpt(axis, NAME);
}

function valueWords(value: string | number): string {
  return excerpt(inProse(decodeValue(value).label), NAME);
}

/** @param all the figures of every point */
function extremeWords(
  name: string,
  found: Findings["lowestEsi"],
  all: readonly number[],
  baseline?: number,
): string[] {
  if (found === undefined) return [];
  const beside = baseline === undefined ? "" : `; the baseline’s is ${figure(baseline)}`;
  const same = all.filter((other) => other === found.figure).length;
  if (same === all.length && same > 1) {
    const [, measure = name] = name.split(" ");
    const capital = measure === "drift" ? "Drift" : measure;
    return [`${capital} is ${figure(found.figure)} at all ${same} points${beside}.`];
  }
  const others = same > 1 ? ` and at ${counted(same - 1, "other point")}` : "";
  return [`The ${name} is ${figure(found.figure)}, at ${placeWords(found)}${others}${beside}.`];
}

function fallWords({ largestFall: found }: Findings): string[] {
  if (found === undefined) return [];
  const { axis, reference, from, fall, lowest, mean } = found;
  const start = reference === "baseline" ? "the baseline’s" : "this axis’s highest,";
  return [
    `ESI falls most under ${axisWords(axis)}: by ${figure(fall)}, from ${start} ${figure(from)}, to ` +
      `${figure(lowest.figure)} at ${valueWords(lowest.value)}. The mean of its points is ${figure(mean)}.`,
  ];
}

function probeWords({ findings: { strongestProbe: probe }, evidence }: ReportModel): string[] {
  if (probe === undefined) return [];
  if (probe.deltaEsi === 0) return ["No probe changes ESI: every ΔESI is 0."];
  const { axis, value, deltaEsi, deltaDrift } = probe;
  const at = value === undefined ? "" : ` = ${valueWords(value)}`;
  const under = axis === undefined ? "" : ` under ${axisWords(axis)}${at}`;
  const drift = deltaDrift === undefined ? "" : `, Δdrift ${figure(deltaDrift)}`;
  const hasRegions = evidence.regions.present !== undefined;
  return [
    `Of all probes, the one that masks ${maskedWords(probe)}${under} changes ESI most: ` +
      `ΔESI ${figure(deltaEsi)}${drift}.${hasRegions ? regionWords(probe) : ""}`,
  ];
}

type FoundProbe = NonNullable<Findings["strongestProbe"]>;

function maskedWords({ cell, maskedRegion, where }: FoundProbe): string {
  if (cell !== undefined) {
    const { row, col, gridSize } = cell;
    return `row ${row}, column ${col} of the ${gridSize} × ${gridSize} grid (counted from 0)`;
  }
  return maskedRegion === undefined
    ? `a part that it does not name (${where})`
    : `region ${excerpt(maskedRegion, NAME)}`;
}

function regionWords({ cell, regions }: FoundProbe): string {
  if (cell === undefined) return "";
  if (regions.length === 0) return " This cell overlaps no evidence region.";
  const names = regions.slice(0, 3).map((region) => excerpt(region, NAME));
  const more = regions.length > 3 ? ` and ${regions.length - 3} more` : "";
  const noun = regions.length === 1 ? "region" : "regions";
  return ` This cell overlaps the evidence ${noun} ${listed(names)}${more}.`;
}
