import type { CaseArtifacts } from "../../case/schemas.ts";
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
    name: title ?? id ?? "A case without a name",
  };
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
