import type { ArtifactSource } from "../store/contract.ts";

/** Where the files of a case may lie: in its folder, or in a subfolder beside other files of the model runner. */
const BASES = ["", "clarity/"] as const;
export type Base = (typeof BASES)[number];

/** With one of these, the subfolder holds the case; a `manifest.json` beside it is then the runner's. */
const MARKS = ["clarity/sweep_manifest.json", "clarity/manifest.json"] as const;

/** Files of a case as they were found. */
export interface Located {
  readonly base: Base;
  /** In the order in which the files were asked for; undefined where there is no such file. */
  readonly identities: readonly (string | undefined)[];
}

/**
 * Finds files of a case, and their identities as they are now.
 *
 * @param files names without their base, such as `manifest.json`
 * @param expected where the files were before: then fewer places are looked at
 * @throws ClarityError `store_unavailable`
 */
export async function locate(
  source: ArtifactSource,
  caseId: string,
  files: readonly string[],
  expected?: Base,
): Promise<Located> {
  const bases = expected === undefined ? BASES : [expected];
  const names = bases.flatMap((base) => files.map((file) => base + file));
  const found = await source.identify(caseId, [...MARKS, ...names]);
  const base = found.slice(0, MARKS.length).some((mark) => mark !== undefined) ? "clarity/" : "";
  const at = bases.indexOf(base);
  if (at < 0) return await locate(source, caseId, files);
  const start = MARKS.length + at * files.length;
  return { base, identities: found.slice(start, start + files.length) };
}
