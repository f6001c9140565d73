import type { Metadata, ObjectStore } from "../../lib/store/contract.ts";
import { FILE_PLACES } from "./file-places.ts";

/**
 * Where the cache's suites keep their objects, each in its own place: a folder, or on S3 (`npm run test:s3`,
 * tests/s3/places.ts) a bucket. A place is known by its root, the folder's path or the bucket's name.
 */
export interface Places {
  /** How many processes the suites race, and with how many requests each. */
  readonly crowd: { readonly processes: number; readonly calls: number };
  /** The script of a process that asks a cache for keys (worker.ts). */
  readonly worker: string;
  /** A new, empty place. The caller discards it. */
  make(): Promise<string>;
  discard(root: string): Promise<void>;
  /** Opens the place's store, at each call again, as another process would. */
  open(root: string): Promise<ObjectStore>;
  /** Makes an object look as if it had been created that long ago; negative is ahead. */
  setAge(root: string, key: string, ageMs: number): Promise<void>;
  /** Overwrites an object without the store. */
  put(root: string, key: string, body: Uint8Array, metadata: Metadata): Promise<void>;
  /** Leaves an object in the place that is not the store's. */
  litter(root: string, name: string): Promise<void>;
  /** What can be done to an object here alone, by how it is left. */
  readonly ownDamages: Readonly<Record<string, (root: string, key: string) => Promise<void>>>;
}

let current = FILE_PLACES;

export function places(): Places {
  return current;
}

/** For a setup file: from then on things are kept there. */
export function keepIn(others: Places): void {
  current = others;
}

/** Changes to an object without the store. */
export interface Change {
  readonly body?: (body: Uint8Array) => Uint8Array;
  readonly metadata?: Metadata;
}

export async function tamper(root: string, key: string, change: Change): Promise<void> {
  const found = await (await places().open(root)).get(key);
  if (found === undefined) throw new Error(`expected an object to change, found none at ${key}`);
  const body = change.body?.(found.body) ?? found.body;
  await places().put(root, key, body, change.metadata ?? found.metadata);
}

/** The body with one bit of it changed. */
export function bitFlipped(body: Uint8Array): Uint8Array {
  const flipped = Buffer.from(body);
  flipped.writeUInt8(flipped.readUInt8(7) ^ 1, 7);
  return flipped;
}
