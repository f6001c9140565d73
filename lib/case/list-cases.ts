import type { ArtifactSource } from "../store/contract.ts";
import { CASE_ID } from "./case-id.ts";

/** All cases of a source, whether or not they can be read. */
export interface CaseList {
  /** Sorted. */
  readonly ids: string[];
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
  const names = await source.folders();
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
