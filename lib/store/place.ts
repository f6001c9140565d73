import { basename, resolve } from "node:path";

/** Where objects are, as the settings tell it. */
export type Place = FolderPlace | BucketPlace;

interface FolderPlace {
  readonly kind: "folder";
  readonly folder: string;
}

export interface BucketPlace {
  readonly kind: "bucket";
  readonly bucket: string;
  /** What the names of all objects there begin with: empty, or something that ends in a slash. */
  readonly prefix: string;
  /** Of an S3 server other than AWS, such as `http://localhost:9000`. */
  readonly endpoint?: string;
  /** Where it is not told, the AWS SDK's own settings count. */
  readonly region?: string;
}

/** A place as people write it: for its operator, never in an answer over HTTP. */
export function nameOf(place: Place): string {
  return place.kind === "folder" ? place.folder : `s3://${place.bucket}/${place.prefix}`;
}

/** The last part of a place's name, which may be told to anybody: of a bucket never its own name. */
export function lastSegmentOf(place: Place): string {
  return place.kind === "folder" ? basename(resolve(place.folder)) : basename(place.prefix);
}
