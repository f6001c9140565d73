import type { ArtifactSource } from "../store/contract.ts";
import { CASE_ID } from "./case-id.ts";

/** All cases of a source, whether or not they can be read. */
export interface CaseList {
  /** Sorted. */
  readonly ids: readonly string[];
  readonly skipped: SkippedFolders;
}

/** Folders that are not cases, because their names are not ids. */
export interface SkippedFolders {
  readonly count: number;
  /** The names of the first few, sorted. */
  readonly first: string[];
}

const NAMED_FOLDERS = 5;

/** @throws ClarityError `store_unavailable` */
export async function listCases(source: ArtifactSource): Promise<CaseList> {
  return caseListOf(await source.folders());
}

/** How many entries of the folder of cases are looked at to see whether cases can be listed. */
const COUNTED_ENTRIES = 1_000;

/** Some cases of a source. */
export interface CountedCases {
  /** How many cases are among the entries that were looked at. */
  readonly count: number;
  /** Whether those are all entries. */
  readonly all: boolean;
}

/**
 * Counts the cases among the first 1,000 entries, so that the cost does not grow with the number of cases.
 *
 * @throws ClarityError `store_unavailable`
 */
export async function countCases(source: ArtifactSource): Promise<CountedCases> {
  const found = (await source.firstFolders?.(COUNTED_ENTRIES)) ?? {
    names: await source.folders(),
    all: true,
  };
  return { count: caseListOf(found.names).ids.length, all: found.all };
}

function caseListOf(names: readonly string[]): CaseList {
  const others = names.filter((name) => !CASE_ID.test(name));
  return {
    ids: names.filter((name) => CASE_ID.test(name)),
    skipped: { count: others.length, first: others.slice(0, NAMED_FOLDERS) },
  };
}

/** As a sentence for a terminal; undefined when no folder is skipped. */
export function skippedInWords({ count, first }: SkippedFolders): string | undefined {
  if (count === 0) return undefined;
  // As JSON, because a name may contain control characters.
  const names = first.map((name) => JSON.stringify(name)).join(", ");
  const more = count > first.length ? ", …" : "";
  const folders = count === 1 ? "1 folder is" : `${count} folders are`;
  return `${folders} skipped, because the name is not a case id: ${names}${more}`;
}
