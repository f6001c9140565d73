import type { Bucket } from "./bucket.ts";
import { fileIdentity } from "./identity.ts";
import { areMany, FOLDERS_PER_PAGE } from "./folders-per-page.ts";
import { listed, listPages } from "./list-objects.ts";

interface Wanted {
  readonly prefix: string;
  readonly folders: readonly string[];
  /** Within each folder. */
  readonly names: readonly string[];
}

/** Sorts after every name of an object. */
const END = "\uffff";

/**
 * The identities of objects in many folders, from one listing of everything between the first and the last of them. Gives
 * up after a tenth of the requests that one for each folder takes, because the folders may be far apart or have many
 * other objects. The folders that it did not reach are absent from the result.
 *
 * @throws ClarityError `store_unavailable`
 */
export async function identitiesInEach(bucket: Bucket, { prefix, folders, names }: Wanted) {
  const paths = new Map(folders.map((folder) => [`${prefix}${folder}/`, folder]));
  const sorted = [...paths.keys()].sort();
  const objects = new Set(sorted.flatMap((path) => names.map((name) => path + name)));
  const { identities, reached } = areMany(folders)
    ? await listBetween(bucket, { prefix, sorted, objects })
    : { identities: new Map<string, string>(), reached: "" };
  const complete = [...paths].filter(([path]) => path + END < reached);
  return new Map(
    complete.map(([path, folder]) => [folder, names.map((name) => identities.get(path + name))]),
  );
}

interface Range {
  readonly prefix: string;
  readonly sorted: readonly string[];
  readonly objects: ReadonlySet<string>;
}

/** @returns `reached`: every object before this name was listed */
async function listBetween(bucket: Bucket, { prefix, sorted, objects }: Range) {
  const [first = "", last = ""] = [sorted[0], sorted.at(-1)];
  const identities = new Map<string, string>();
  let reached = first;
  let pagesLeft = Math.ceil(sorted.length / FOLDERS_PER_PAGE);
  for await (const page of listPages(bucket, { Prefix: prefix, StartAfter: first })) {
    for (const file of (page.Contents ?? []).map(listed)) {
      if (objects.has(file.key)) identities.set(file.key, fileIdentity(file));
      reached = file.key;
    }
    if (page.IsTruncated !== true) return { identities, reached: END };
    if (reached > last + END || --pagesLeft === 0) break;
  }
  return { identities, reached };
}
