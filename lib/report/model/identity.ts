import type { CaseArtifacts, SweepManifest } from "../../case/schemas.ts";
import { isSynthetic } from "../../case/synthetic.ts";
import { excerpt } from "./excerpt.ts";
import { agreed } from "./stated.ts";

/** What a case calls itself. Its folder's name is no part of it: the same files anywhere give one report. */
export interface CaseIdentity {
  /** The id that the case states, or else the id of its sweep. */
  readonly id: string | undefined;
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly synthetic: boolean | undefined;
  /** The title, or else the best substitute; never empty. */
  readonly name: string;
  /** Where the name is from, in a sentence; undefined where it is the title. */
  readonly nameSource: string | undefined;
}

export function identityOf(artifacts: CaseArtifacts): CaseIdentity {
  const { manifest, sweep_manifest: sweep } = artifacts;
  const id = manifest?.case_id ?? nonEmpty(sweep?.sweep_id);
  const title = nonEmpty(manifest?.title);
  return {
    id,
    title,
    description: nonEmpty(manifest?.description),
    synthetic: isSynthetic(artifacts),
    name: title ?? id ?? sweepName(sweep),
    nameSource: title === undefined ? sourceWords(artifacts) : undefined,
  };
}

function sourceWords({ manifest, sweep_manifest: sweep }: CaseArtifacts): string {
  const untitled = "The case states no title: ";
  if (manifest?.case_id !== undefined)
    return `${untitled}the heading is its id, from manifest.json.`;
  if (nonEmpty(sweep?.sweep_id) !== undefined) {
    return `${untitled}the heading is the id of its sweep, from sweep_manifest.json.`;
  }
  if (axisNames(sweep).length === 0) return "The case states neither a title nor an id.";
  return "The case states neither a title nor an id: the heading lists the axes of its sweep.";
}

/** A title with more names would be too long to read. */
const MOST_NAMED = 5;

/** A sweep ledger has neither title nor id, so its axes identify it. */
function sweepName(sweep: SweepManifest | undefined): string {
  const names = axisNames(sweep);
  if (names.length === 0) return "A case without a name";
  const named = names.slice(0, MOST_NAMED).map((name) => excerpt(name, 60));
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more axes` : "";
  return `Sweep over ${named.join(", ")}${more}`;
}

function axisNames(sweep: SweepManifest | undefined): readonly string[] {
  const { axes = [] } = sweep ?? {};
  return Array.isArray(axes) ? axes : Object.keys(axes);
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}

/** The model that was evaluated; undefined where the case does not say. */
export function modelOf({ manifest, sweep_manifest: sweep }: CaseArtifacts): string | undefined {
  return agreed([
    { source: "manifest", text: manifest?.model_id },
    { source: "sweep manifest", text: sweep?.model_id },
  ]);
}
