import type { CaseArtifacts } from "./schemas.ts";

/** A member that no schema names: CLARITY's tools mark made-up sweeps with it. */
export function sweepMark({ sweep_manifest: sweep }: CaseArtifacts): unknown {
  const mark = sweep?.["_synthetic"];
  return mark === null ? undefined : mark;
}

/** Whether a case says that it is made up; one artifact that says so is enough. */
export function isSynthetic(artifacts: CaseArtifacts): boolean | undefined {
  const said = new Set([artifacts.manifest?.synthetic, sweepMark(artifacts)]);
  if (said.has(true)) return true;
  return said.has(false) ? false : undefined;
}
