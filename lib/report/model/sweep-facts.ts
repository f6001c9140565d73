import type { SweepManifest } from "../../case/schemas.ts";
import { excerpt, listed } from "./excerpt.ts";
import type { Fact } from "./facts.ts";
import { seedList } from "./lists.ts";
import { counted, exact, inProse } from "./numbers.ts";
import type { SweepModel, SweptAxis } from "./sweep.ts";

/** The facts that the sweep manifest states about the whole sweep; missing ones are left out. */
export function sweepFacts({ manifest, axes, runs }: SweepModel): Fact[] {
  const facts: readonly (readonly [label: string, value: string | undefined])[] = [
    ["Sweep", manifest.sweep_id],
    ["Kind of manifest", kindWords(manifest)],
    ["Image", manifest.image_path],
    ["Seeds", seedList(manifest.seeds)],
    ["Runs", counted(runs.length, "run")],
    ["Graphics memory", memoryWords(manifest.vram_usage)],
  ];
  return [
    ...facts.flatMap(([label, value]) =>
      value === undefined || value === "" ? [] : [{ label, value: excerpt(value) }],
    ),
    ...axes.slice(0, MOST_AXES).map(axisFact),
    ...axesLeftOut(axes),
  ];
}

const MOST_AXES = 100;

function axesLeftOut({ length }: readonly SweptAxis[]): Fact[] {
  if (length <= MOST_AXES) return [];
  return [{ label: "More axes", value: `${length - MOST_AXES}, in sweep_manifest.json` }];
}

function axisFact({ name, values }: SweptAxis): Fact {
  const label = `Axis ${excerpt(name, 60)}`;
  if (values === undefined) return { label, value: "no values stated" };
  const list = listed(values, (value) => inProse(value.label));
  return { label, value: `${counted(values.length, "value")}${list === "" ? "" : `: ${list}`}` };
}

const KINDS: Readonly<Record<string, string>> = {
  clarity_sweep_orchestrator_v1: "sweep ledger",
  clarity_rich_aggregate_v1: "rich aggregate",
};

/** Uses the family that the manifest names, or else infers it from the members. */
function kindWords({ manifest_schema_family: family, runs, results }: SweepManifest) {
  if (family !== undefined) {
    const known = KINDS[family];
    return known === undefined ? family : `${known} (${family})`;
  }
  const shape = results !== undefined ? "results" : runs !== undefined ? "runs" : undefined;
  if (shape === undefined) return "not stated";
  const kind = shape === "results" ? "rich aggregate" : "sweep ledger";
  return `not stated; read as a ${kind}, because it has ${shape}`;
}

function memoryWords(usage: SweepManifest["vram_usage"]): string | undefined {
  if (usage === undefined) return undefined;
  const figures: readonly (readonly [name: string, value: number | undefined])[] = [
    ["allocated", usage.allocated_gb],
    ["most allocated", usage.max_allocated_gb],
    ["reserved", usage.reserved_gb],
  ];
  const words = figures.flatMap(([name, value]) =>
    value === undefined ? [] : [`${name} ${exact(value)} GB`],
  );
  return words.length === 0 ? undefined : words.join(", ");
}
