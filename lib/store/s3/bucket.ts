import type { S3Client } from "@aws-sdk/client-s3";
import { abortedWhen } from "../deadline.ts";
import { unavailable } from "./failures.ts";

/** Of a call with all its attempts, but for the time that its own bytes take. */
const CALL_WITHIN_MS = 16_000;
/** 100 KB/s: a line that is slower than this gets no report through. */
const BYTES_PER_MS = 100;

/** What is asked of S3, as told when it fails. */
interface Purpose {
  /** To follow "could not be": "read", "written", … */
  readonly what: string;
  /** The rights that it takes. */
  readonly right: string;
  /** Bytes that are sent. */
  readonly bytes?: number;
  /** The failures that are answers: passed on as they are. */
  readonly expected?: (error: unknown) => boolean;
}

/**
 * Makes a call that ends in bounded time: after some seconds, or when the request that it is for is given
 * up.
 *
 * @throws ClarityError `store_unavailable`; what is `expected`
 */
export async function call<T>(
  { what, right, bytes = 0, expected = () => false }: Purpose,
  send: (options: { readonly abortSignal: AbortSignal }) => Promise<T>,
): Promise<T> {
  const within = AbortSignal.timeout(Math.ceil(CALL_WITHIN_MS + bytes / BYTES_PER_MS));
  const request = abortedWhen();
  const abortSignal = request === undefined ? within : AbortSignal.any([within, request]);
  try {
    return await send({ abortSignal });
  } catch (error) {
    throw expected(error) ? error : unavailable(what, right, error);
  }
}

/** A bucket, and how it is reached. */
export interface Bucket {
  readonly client: S3Client;
  readonly bucket: string;
}
