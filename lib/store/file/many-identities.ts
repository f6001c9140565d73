import { stat } from "node:fs";
import { posix } from "node:path";
import { promisify } from "node:util";
import { identityOf, isAbsence } from "./read-file.ts";

/** With a callback, because the promises of `node:fs` take twice as long. */
const statOf = promisify(stat);

/**
 * The identities of files in one folder, in the order of `names`. Does not open the folder: if a link to it is
 * switched meanwhile, some identities may be of another folder, and then they do not match those of any reading.
 *
 * @throws the error of a file that exists but has no identity
 */
export async function identitiesIn(
  folder: string,
  names: readonly string[],
): Promise<(string | undefined)[]> {
  const exists = new Map<string, boolean>([[".", true]]);
  const identities: (string | undefined)[] = [];
  for (const name of names) {
    const subfolder = posix.dirname(name);
    const there = exists.get(subfolder) ?? (await identityAt(folder, subfolder)) !== undefined;
    exists.set(subfolder, there);
    identities.push(there ? await identityAt(folder, name) : undefined);
  }
  return identities;
}

async function identityAt(folder: string, name: string): Promise<string | undefined> {
  try {
    return identityOf(await statOf(`${folder}/${name}`, { bigint: true }));
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}
