import type { Place } from "../place.ts";

/**
 * The origin of the URLs that lib/store/s3/links.ts signs for a place. The console's security policy has to list
 * it, because the API redirects there. Does not load the SDK, which is large.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 *
 * @returns undefined when the place has no such URLs, or when only the SDK's own settings contain the region
 */
export function linkOrigin(place: Place): string | undefined {
  if (place.kind === "folder") return undefined;
  const { bucket, endpoint, region } = place;
  if (endpoint !== undefined) return new URL(endpoint).origin;
  if (region === undefined) return undefined;
  const host = `s3.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;
  // S3's certificate covers only one label before its own name.
  return `https://${bucket.includes(".") ? "" : `${bucket}.`}${host}`;
}
