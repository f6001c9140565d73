import type { ListedObject } from "../contract.ts";

type Listed = Pick<ListedObject, "identity" | "size" | "modifiedAt">;

/**
 * The identity of a case's file in a bucket (docs/decisions/0029). An ETag alone does not suffice: it is an MD5, of
 * which collisions can be made.
 */
export function fileIdentity({ identity: etag, size, modifiedAt }: Listed): string {
  return `${etag} ${size} ${modifiedAt}`;
}

/** Rounds down to seconds, as the `Last-Modified` header of a single object does. */
export function wholeSeconds(time: Date): number {
  return Math.floor(time.getTime() / 1000) * 1000;
}
