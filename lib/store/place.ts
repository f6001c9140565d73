import { basename, resolve } from "node:path";

/** The location of a store or of the cases, from the settings. */
export type Place = FolderPlace | BucketPlace;

interface FolderPlace {
  readonly kind: "folder";
  /** Relative to the working directory. */
  readonly folder: string;
}

export interface BucketPlace {
  readonly kind: "bucket";
  readonly bucket: string;
  /** The common prefix of all object names: empty, or ending in a slash. */
  readonly prefix: string;
  /** The URL of an S3 server other than AWS, such as `http://localhost:9000`. */
  readonly endpoint?: string;
  /** Undefined: the AWS SDK reads its own settings. */
  readonly region?: string;
  /** What the platform gave a deployed function. Undefined: the AWS SDK looks for credentials in its usual places. */
  readonly credentials?: Credentials;
}

/** Secrets: they must never be in an HTTP response or in the log. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** A place in readable form, for the operator. It must never be in an HTTP response. */
export function nameOf(place: Place): string {
  return place.kind === "folder" ? place.folder : `s3://${place.bucket}/${place.prefix}`;
}

/** The last segment of a place, which an HTTP response may contain. It is never the name of a bucket. */
export function lastSegmentOf(place: Place): string {
  return place.kind === "folder" ? basename(resolve(place.folder)) : basename(place.prefix);
}
