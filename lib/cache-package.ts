/**
 * What `clarity-report-service/cache` exports: the cache, what looks after its store, and the stores.
 *
 * @example
 * import { Cache, FileStore } from "clarity-report-service/cache";
 *
 * const cache = new Cache({
 *   store: await FileStore.open("cache"),
 *   layout: { results: "thumbnails", claims: "claims", extension: ".png" },
 *   leaseMs: 30_000,
 *   concurrency: 2,
 * });
 */
import type { ObjectStore } from "./store/contract.ts";

export * from "./cache/index.ts";
export * from "./cache/upkeep/index.ts";
export { ClarityError } from "./errors.ts";
export type { ObjectStore } from "./store/contract.ts";
export { FileStore } from "./store/file/file-store.ts";

interface BucketOptions {
  readonly bucket: string;
  /** Undefined: the AWS SDK reads its own settings. */
  readonly region?: string;
  /** The URL of an S3 server other than AWS, such as `http://localhost:9000`. */
  readonly endpoint?: string;
}

export const S3Store = {
  /** Opens the store in a bucket. The AWS SDK is loaded here, and finds the credentials in its usual places. */
  async open(options: BucketOptions): Promise<ObjectStore> {
    const { openS3Store } = await import("./store/s3/open-store.ts");
    return openS3Store({ kind: "bucket", prefix: "", ...options }).store;
  },
};
