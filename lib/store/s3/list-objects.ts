import type {
  _Object,
  ListObjectsV2CommandInput,
  ListObjectsV2CommandOutput,
} from "@aws-sdk/client-s3";
import type { StoreReason } from "../../errors.ts";
import type { ListedObject } from "../contract.ts";
import { StoreUnavailableError } from "../failures.ts";
import { isKey } from "../keys.ts";
import { call, type Bucket } from "./bucket.ts";
import { incomplete } from "./failures.ts";
import { wholeSeconds } from "./identity.ts";
import { ListObjectsV2Command } from "./sdk.ts";

const LISTING = { operation: "listed", permission: "s3:ListBucket" } as const;

/**
 * Every page of a listing, in order: 1,000 names each.
 *
 * @throws ClarityError `store_unavailable`, even after some pages: a partial list must not look complete
 */
export async function* listPages(
  { client, bucket }: Bucket,
  input: Omit<ListObjectsV2CommandInput, "Bucket" | "ContinuationToken">,
): AsyncGenerator<ListObjectsV2CommandOutput> {
  let next: string | undefined;
  do {
    const token = next === undefined ? {} : { ContinuationToken: next };
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
    const command = new ListObjectsV2Command({ ...input, ...token, Bucket: bucket });
    const page = await call(LISTING, async (options) => await client.send(command, options));
    const after = nextOf(page);
    if (after !== undefined && after === next) throw unlisted("list_repeats");
    next = after;
    yield page;
  } while (next !== undefined);
}

/** `ObjectStore.list` for a bucket. */
export async function* listObjects(bucket: Bucket, prefix: string): AsyncGenerator<ListedObject> {
  let last = "";
  for await (const { Contents: contents = [] } of listPages(bucket, { Prefix: prefix })) {
    for (const object of contents.flatMap(withKey)) {
      // Directory buckets do not sort. A command that merges two lists would miss objects.
      if (object.key <= last) throw unlisted("list_unsorted");
      last = object.key;
      yield object;
    }
  }
}

/** Skips names that are not keys, such as the "folders" that consoles leave in a bucket. */
function withKey(object: _Object): ListedObject[] {
  return object.Key !== undefined && isKey(object.Key) ? [listed(object)] : [];
}

/** An object of a page, whose attributes are those of a single read. @throws ClarityError `store_unavailable` */
export function listed(object: _Object): ListedObject {
  const { Key: key, ETag: identity, Size: size, LastModified: modified } = object;
  if (key === undefined || identity === undefined || size === undefined || modified === undefined) {
    throw incomplete("listed", "an object's ETag, size or time");
  }
  return { key, identity, size, modifiedAt: wholeSeconds(modified) };
}

/** The token of the next page; undefined after the last one. */
function nextOf(page: ListObjectsV2CommandOutput): string | undefined {
  const { IsTruncated: isTruncated, NextContinuationToken: token } = page;
  if (isTruncated === false) return undefined;
  if (isTruncated === true && token !== undefined) return token;
  // The response is not S3's; it may be a proxy's error page. Returning an empty list would hide all objects.
  throw unlisted("list_unclear");
}

/** An error for a list that may be incomplete. */
function unlisted(reason: StoreReason): StoreUnavailableError {
  const { operation } = LISTING;
  return new StoreUnavailableError({ reason, facts: { operation }, lasting: true });
}
