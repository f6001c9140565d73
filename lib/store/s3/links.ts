import type { ObjectLink } from "../links.ts";
import { call, type Bucket } from "./bucket.ts";
import { getSignedUrl, GetObjectCommand } from "./sdk.ts";

const SIGNING = { operation: "linked to", permission: "s3:GetObject" } as const;

/**
 * A URL that gives access to one object for a limited time. Signing it makes no call to S3.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html
 *
 * @throws ClarityError `store_unavailable` without credentials to sign with
 */
export async function signedUrl({ client, bucket }: Bucket, link: ObjectLink): Promise<string> {
  const { key, version, contentType, contentDisposition, expiresInSeconds } = link;
  const command = new GetObjectCommand({
    Bucket: bucket,
    Key: key,
    ...(version === undefined ? {} : { VersionId: version }),
    ResponseContentType: contentType,
    ResponseContentDisposition: contentDisposition,
  });
  return await call(SIGNING, async () => {
    return await getSignedUrl(client, command, { expiresIn: expiresInSeconds });
  });
}
