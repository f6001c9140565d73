import {
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  type ListObjectsV2CommandOutput,
} from "@aws-sdk/client-s3";
import { StoreUnavailableError } from "../failures.ts";
import { call, type Bucket } from "./bucket.ts";

const LISTING = { what: "listed", right: "s3:ListBucket" } as const;

/**
 * Every page of a listing, in order: 1,000 names each.
 *
 * @throws ClarityError `store_unavailable`, also in the middle: a part of a list is none
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
    if (after !== undefined && after === next) throw unlisted("its answer begins again and again");
    next = after;
    yield page;
  } while (next !== undefined);
}

/** Where the next page begins; undefined after the last one. */
function nextOf(page: ListObjectsV2CommandOutput): string | undefined {
  const { IsTruncated: isTruncated, NextContinuationToken: token } = page;
  if (isTruncated === false) return undefined;
  if (isTruncated === true && token !== undefined) return token;
  // An answer of something else, such as a proxy's page: an empty list would mean that nothing is there.
  throw unlisted("its answer does not tell whether it is complete");
}

/** A list that cannot be relied on. */
export function unlisted(why: string): StoreUnavailableError {
  return new StoreUnavailableError({ what: LISTING.what, why, lasting: true, cause: undefined });
}
