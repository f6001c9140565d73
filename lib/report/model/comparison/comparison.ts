/** A comparison of two cases: pure, from the models of their reports. */
import { ARTIFACTS, fileOf, type ArtifactName } from "../../../case/artifact-names.ts";
import { excerpt, listed } from "../excerpt.ts";
import type { ReportModel } from "../model.ts";
import { counted } from "../numbers.ts";
import { type ComparedSurfaces, comparedSurfaces } from "./axes.ts";
import { type ComparedChecks, comparedChecks } from "./checks.ts";
import { type ComparedFigure, comparedFigures } from "./key-figures.ts";
import { type ComparedMaps, comparedMaps } from "./maps.ts";
import { divided, ofBoth, type Pair } from "./pair.ts";
import { type ComparedProbes, comparedProbes } from "./probes.ts";
import { type ComparedRegions, comparedRegions } from "./regions.ts";

export interface Comparison {
  readonly figures: readonly ComparedFigure[];
  readonly surfaces: ComparedSurfaces;
  readonly maps: ComparedMaps;
  readonly regions: ComparedRegions | undefined;
  readonly probes: ComparedProbes | undefined;
  readonly checks: ComparedChecks;
  readonly only: readonly OnlyIn[];
}

const UNREAD_MAPS: ComparedMaps = {
  common: [],
  notes: ["Not compared: overlay_bundle.json cannot be read."],
};
const ALL_READ: Pair<readonly ArtifactName[]> = { a: [], b: [] };

/**
 * @param models with the checks and the record of each case
 * @param unread artifacts that each case has and that could not be read: what they would say is not compared
 */
export function comparison(models: Pair<ReportModel>, unread = ALL_READ): Comparison {
  const isRead = (name: ArtifactName): boolean => ![...unread.a, ...unread.b].includes(name);
  const surfaces = comparedSurfaces(
    ofBoth(models, ({ surface }) => (isRead("robustness_surface") ? surface.present : undefined)),
  );
  const hasOverlays = isRead("overlay_bundle");
  const regions = comparedRegions(
    ofBoth(models, ({ evidence }) => (hasOverlays ? evidence.regions.present : undefined)),
  );
  return {
    figures: comparedFigures(models),
    surfaces,
    maps: hasOverlays ? comparedMaps(ofBoth(models, ({ artifacts }) => artifacts)) : UNREAD_MAPS,
    regions,
    probes: comparedProbes(ofBoth(models, ({ probes }) => probes.present)),
    checks: comparedChecks(ofBoth(models, ({ checks }) => checks)),
    only: onlyIn(models, unread, surfaces, regions),
  };
}

/** What one case has and the other lacks. */
interface OnlyIn {
  readonly what: string;
  readonly a: readonly string[];
  readonly b: readonly string[];
}

/** Kinds of which both cases have the same are left out. */
function onlyIn(
  models: Pair<ReportModel>,
  unread: Pair<readonly ArtifactName[]>,
  { common, onlyA, onlyB }: ComparedSurfaces,
  regions: ComparedRegions | undefined,
): OnlyIn[] {
  const names = ofBoth(models, ({ artifacts }) =>
    ARTIFACTS.filter((name) => artifacts[name] !== undefined),
  );
  const boxes = divided(regions?.regions ?? []);
  const points = common.flatMap(({ title, points: all }) =>
    all.map(({ value, a, b }) => ({ name: `${title} = ${value.label}`, a, b })),
  );
  const kinds: OnlyIn[] = [
    {
      what: "Artifacts",
      a: filesBeyond(names.a, [...names.b, ...unread.b]),
      b: filesBeyond(names.b, [...names.a, ...unread.a]),
    },
    {
      what: "Axes",
      a: onlyA.map(({ title }) => title),
      b: onlyB.map(({ title }) => title),
    },
    {
      what: "Points of common axes",
      a: points.filter(({ b }) => b === undefined).map(({ name }) => name),
      b: points.filter(({ a }) => a === undefined).map(({ name }) => name),
    },
    {
      what: "Evidence regions",
      a: boxes.onlyA.map(({ id }) => id),
      b: boxes.onlyB.map(({ id }) => id),
    },
  ];
  return kinds.filter(({ a, b }) => a.length + b.length > 0);
}

function filesBeyond(names: readonly ArtifactName[], others: readonly ArtifactName[]): string[] {
  return names.filter((name) => !others.includes(name)).map(fileOf);
}

const MOST_NAMED = 20;

/** `blur, contrast and 3 more`; "none" if there is nothing. */
export function namesInWords(names: readonly string[]): string {
  if (names.length === 0) return "none";
  const shown = listed(names.slice(0, MOST_NAMED), (name) => excerpt(name, 80));
  const left = names.length - MOST_NAMED;
  return left > 0 ? `${shown} and ${left} more` : shown;
}

/** The figures that stand first in a report, too. */
const HEADLINES: ReadonlySet<string> = new Set(["Lowest ESI", "Highest drift"]);

/** What the comparison found, in a few sentences. */
export function comparisonWords({ figures, surfaces, checks, only }: Comparison): string[] {
  return [
    ...figures.filter(({ label }) => HEADLINES.has(label)).flatMap(figureWords),
    ...axesWords(surfaces),
    ...checksWords(checks),
    ...only.filter(({ what }) => what === "Artifacts").map(onlyWords),
  ];
}

function figureWords({ label, a, b, difference }: ComparedFigure): string[] {
  if (a === undefined || b === undefined || difference === undefined) return [];
  if (difference === "0") return [`${label}: ${a.text} in both.`];
  return [`${label}: ${a.text} in A, ${b.text} in B (${difference}).`];
}

function axesWords({ common, onlyA, onlyB }: ComparedSurfaces): string[] {
  if (common.length + onlyA.length + onlyB.length === 0) return [];
  const parts = [
    `${counted(common.length, "axis", "axes")} in both`,
    ...(onlyA.length === 0 ? [] : [`${onlyA.length} only in A`]),
    ...(onlyB.length === 0 ? [] : [`${onlyB.length} only in B`]),
  ];
  return [`${parts.join(", ")}.`];
}

function checksWords({ unlike, failing }: ComparedChecks): string[] {
  const only = (side: "a" | "b"): number =>
    unlike.filter(({ outcomes }) => outcomes[side] === "does_not_hold").length;
  const [a, b, both] = [only("a"), only("b"), failing.length];
  if (a + b + both === 0) return ["Every check that can be made holds in both."];
  return [`Checks that do not hold: ${a} only in A, ${b} only in B, ${both} in both.`];
}

function onlyWords({ a, b }: OnlyIn): string {
  return `Artifacts only in A: ${namesInWords(a)}; only in B: ${namesInWords(b)}.`;
}
