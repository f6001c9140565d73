import type { CaseArtifacts, SweepManifest } from "../../case/schemas.ts";
import { excerpt } from "./excerpt.ts";
import { agreed } from "./stated.ts";

/** What a case calls itself. Its folder's name is no part of it: the same files anywhere give one report. */
export interface CaseIdentity {
  /** The id, as far as the case states one: its own, else its sweep's. */
  readonly id: string | undefined;
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly synthetic: boolean | undefined;
  /** The title, else the best that there is: never empty. */
  readonly name: string;
}

export function identityOf({ manifest, sweep_manifest: sweep }: CaseArtifacts): CaseIdentity {
  const id = manifest?.case_id ?? nonEmpty(sweep?.sweep_id);
  const title = nonEmpty(manifest?.title);
  return {
    id,
    title,
    description: nonEmpty(manifest?.description),
    synthetic: manifest?.synthetic,
    name: title ?? id ?? sweepName(sweep),
  };
}

/** In a title, more names would not be read. */
const MOST_NAMED = 5;

/** A sweep ledger has neither title nor id: its axes say best what it is. */
function sweepName(sweep: SweepManifest | undefined): string {
  const { axes = [] } = sweep ?? {};
  const names = Array.isArray(axes) ? axes : Object.keys(axes);
  if (names.length === 0) return "A case without a name";
  const named = names.slice(0, MOST_NAMED).map((name) => excerpt(name, 60));
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more axes` : "";
  return `Sweep over ${named.join(", ")}${more}`;
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
