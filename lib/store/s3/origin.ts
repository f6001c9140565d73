import type { Place } from "../place.ts";

/**
 * Where URLs to the objects of a place lead, as lib/store/s3/links.ts signs them: for a browser that must be
 * told where it may be redirected to. Without the SDK, which is heavy.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 *
 * @returns undefined where there are no such URLs, or where only the SDK's own settings know the region
 */
export function linkOrigin(place: Place): string | undefined {
  if (place.kind === "folder") return undefined;
  const { bucket, endpoint, region } = place;
  if (endpoint !== undefined) return new URL(endpoint).origin;
  if (region === undefined) return undefined;
  const host = `s3.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;
  // The certificate of S3 covers one label before its own name.
  return `https://${bucket.includes(".") ? "" : `${bucket}.`}${host}`;
}
