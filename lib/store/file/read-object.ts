import { join } from "node:path";
import { WITHOUT_BODY, type Metadata, type StoredObject } from "../contract.ts";
import type { FileSystem } from "./durable-files.ts";
import { bodyName, isObject, isPlain, METADATA } from "./object-files.ts";
import type { ObjectStates } from "./object-states.ts";
import { changedAt, plainFacts, statsOf } from "./plain-object.ts";
import { entriesOf } from "./publish.ts";
import { identityOf, readRegularFile } from "./read-file.ts";

interface Wanted {
  readonly key: string;
  readonly path: string;
  readonly maxBytes: number;
  /** Remembers the state of an object with metadata. */
  readonly states: ObjectStates;
}

type ReadObject = Omit<StoredObject, "clock">;

/** The object at a path, a file or a folder; undefined when it does not exist. */
export async function readObject(
  files: FileSystem,
  wanted: Wanted,
): Promise<ReadObject | undefined> {
  const stats = await statsOf(files, wanted.path);
  if (stats?.isDirectory() === true) return await readFolder(files, wanted, changedAt(stats));
  return stats?.isFile() === true && isPlain(wanted.key) ? await readPlain(wanted) : undefined;
}

/** Whether `readObject` would return an object. */
export async function isObjectAt(files: FileSystem, path: string, key: string): Promise<boolean> {
  if (isPlain(key) && (await statsOf(files, path))?.isFile() === true) return true;
  return isObject(key, await entriesOf(files, path));
}

async function readPlain({ path, maxBytes }: Wanted): Promise<ReadObject | undefined> {
  const file = await readRegularFile(path, maxBytes);
  return file && { body: file.body, metadata: {}, ...plainFacts(file.stats) };
}

async function readFolder(
  files: FileSystem,
  { key, path: folder, maxBytes, states }: Wanted,
  modifiedAt: number,
): Promise<ReadObject | undefined> {
  const readAt = Date.now();
  const body = await readRegularFile(join(folder, bodyName(key)), maxBytes);
  const metadata = await readRegularFile(join(folder, METADATA));
  const gone = body === undefined && metadata === undefined;
  if (gone && !isObject(key, await entriesOf(files, folder))) return undefined;
  if (body !== undefined && metadata !== undefined) states.remember(body, metadata, readAt);
  return {
    body: body?.body ?? new Uint8Array(),
    metadata: parseMetadata(metadata?.body),
    identity: body === undefined ? WITHOUT_BODY : identityOf(body.stats),
    modifiedAt,
  };
}

/** Damaged metadata counts as missing; the object then fails its verification. */
function parseMetadata(bytes: Uint8Array | undefined): Metadata {
  if (bytes === undefined) return {};
  try {
    const parsed: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof parsed !== "object" || parsed === null) return {};
    return Object.fromEntries(
      Object.entries(parsed).filter(
        (entry): entry is [string, string] => typeof entry[1] === "string",
      ),
    );
  } catch {
    return {};
  }
}
