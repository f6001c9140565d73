import type { S3Client } from "@aws-sdk/client-s3";
import type { StoreOperation } from "../../errors.ts";
import { abortedWhen } from "../deadline.ts";
import { unavailable } from "./failures.ts";

/** Time limit of a call with all its attempts, without the time to transfer its body. */
const CALL_WITHIN_MS = 16_000;
/** 100 KB/s: calls over a slower connection fail. */
const BYTES_PER_MS = 100;

/** A call to S3, described for the message of its failure. */
interface Purpose {
  readonly operation: StoreOperation;
  /** What the call needs. */
  readonly permission: string;
  /** The size of the request body. */
  readonly bytes?: number;
  /** Failures that the caller handles: they are thrown unchanged. */
  readonly expected?: (error: unknown) => boolean;
}

/**
 * Makes a call with a time limit. The call also ends when the request that it belongs to is aborted.
 *
 * @throws ClarityError `store_unavailable`, and `expected` failures unchanged
 */
export async function call<T>(
  { operation, permission, bytes = 0, expected = () => false }: Purpose,
  send: (options: { readonly abortSignal: AbortSignal }) => Promise<T>,
): Promise<T> {
  const within = AbortSignal.timeout(Math.ceil(CALL_WITHIN_MS + bytes / BYTES_PER_MS));
  const request = abortedWhen();
  const abortSignal = request === undefined ? within : AbortSignal.any([within, request]);
  try {
    return await send({ abortSignal });
  } catch (error) {
    throw expected(error) ? error : unavailable(operation, permission, error);
  }
}

/** A bucket, with the client that reaches it. */
export interface Bucket {
  readonly client: S3Client;
  readonly bucket: string;
}
