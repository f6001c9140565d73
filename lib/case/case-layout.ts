import type { ArtifactSource } from "../store/contract.ts";

/** Where the files of a case may be: in its folder, or in a subfolder next to other files of the model runner. */
const BASES = ["", "clarity/"] as const;
export type Base = (typeof BASES)[number];

/** If the subfolder has one of these, it contains the case; a `manifest.json` outside is then the runner's. */
const MARKS = ["clarity/sweep_manifest.json", "clarity/manifest.json"] as const;

/** Files of a case as they were found. */
export interface Located {
  readonly base: Base;
  /** In the requested order; undefined for a file that does not exist. */
  readonly identities: readonly (string | undefined)[];
}

/**
 * Finds files of a case, with their current identities.
 *
 * @param files names without their base, such as `manifest.json`
 * @param expected where the files were before, which saves looking in other places
 * @throws ClarityError `store_unavailable`
 */
export async function locate(
  source: ArtifactSource,
  caseId: string,
  files: readonly string[],
  expected?: Base,
): Promise<Located> {
  const bases = expected === undefined ? BASES : [expected];
  const found = await source.identify(caseId, namesIn(bases, files));
  return locatedIn(bases, files, found) ?? (await locate(source, caseId, files));
}

/**
 * As `locate`, for many cases. A case that cannot be looked at is absent from the result: `locate` says why.
 *
 * @throws ClarityError `store_unavailable`
 */
export async function locateEach(
  source: ArtifactSource,
  caseIds: readonly string[],
  files: readonly string[],
): Promise<ReadonlyMap<string, Located>> {
  const found = await source.identifyEach?.(caseIds, namesIn(BASES, files));
  const located = [...(found ?? [])].flatMap(([caseId, identities]) => {
    const at = locatedIn(BASES, files, identities);
    return at === undefined ? [] : [[caseId, at] as const];
  });
  return new Map(located);
}

/** Whether nothing has changed between two looks at the same files. */
export function areSame(one: Located, other: Located): boolean {
  if (one.base !== other.base) return false;
  return one.identities.every((identity, index) => identity === other.identities[index]);
}

/** Where to look for files of a case. */
function namesIn(bases: readonly Base[], files: readonly string[]): string[] {
  return [...MARKS, ...bases.flatMap((base) => files.map((file) => base + file))];
}

/** @param found the identities of `namesIn` @returns undefined when the case is not in one of these places */
function locatedIn(
  bases: readonly Base[],
  files: readonly string[],
  found: readonly (string | undefined)[],
): Located | undefined {
  const base = found.slice(0, MARKS.length).some((mark) => mark !== undefined) ? "clarity/" : "";
  const at = bases.indexOf(base);
  if (at < 0) return undefined;
  const start = MARKS.length + at * files.length;
  return { base, identities: found.slice(start, start + files.length) };
}
