import type { GetObjectCommandInput, GetObjectCommandOutput } from "@aws-sdk/client-s3";
import { ObjectTooLargeError, type ObjectGetOptions, type StoredObject } from "../contract.ts";
import { call, type Bucket } from "./bucket.ts";
import { headersOfUnmodified, incomplete, isAbsent, responseHeaders } from "./failures.ts";
import { GetObjectCommand } from "./sdk.ts";

/** Without the permission to list, S3 returns 403 for a missing object, so the two cases look the same. */
const READING = { operation: "read", permission: "s3:GetObject, or s3:ListBucket" } as const;

interface Whole {
  readonly body: Uint8Array;
  /** The `Date` of the response: the store's clock. */
  readonly date: unknown;
}

/**
 * Returns the whole object, or undefined when it does not exist.
 *
 * @throws ClarityError `store_unavailable`; `ObjectTooLargeError`
 */
export async function getObject(
  { client, bucket }: Bucket,
  key: string,
  { maxBytes = Number.POSITIVE_INFINITY, known }: ObjectGetOptions = {},
): Promise<StoredObject | undefined> {
  const condition = known !== undefined && known.body.length <= maxBytes ? known : undefined;
  const input = { Bucket: bucket, Key: key, IfNoneMatch: condition?.identity };
  const { command, taken } = takingAll(input, maxBytes);
  try {
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
    const output = await call({ ...READING, expected: isAnswer }, async (options) => {
      return await client.send(command, options);
    });
    return storedObject(output, taken());
  } catch (error) {
    if (isAbsent(error)) return undefined;
    const headers = headersOfUnmodified(error);
    if (headers === undefined || condition === undefined) throw error;
    if (isSame(condition, headers)) return { ...condition, clock: clockOf(headers["date"]) };
    // Another object with the same bytes, perhaps under another version.
    return await getObject({ client, bucket }, key, { maxBytes });
  }
}

/** An ETag depends only on the body, so an object that was stored again with the same body has the same one. */
function isSame({ modifiedAt }: StoredObject, headers: Readonly<Record<string, unknown>>): boolean {
  return Date.parse(String(headers["last-modified"])) === modifiedAt;
}

function isAnswer(error: unknown): boolean {
  const isKnown = isAbsent(error) || headersOfUnmodified(error) !== undefined;
  return isKnown || error instanceof ObjectTooLargeError;
}

/**
 * A command that reads the body within the attempt, so that a connection that breaks while the body is read is
 * retried. Checks the size before the first byte.
 */
function takingAll(input: GetObjectCommandInput, maxBytes: number) {
  const command = new GetObjectCommand(input);
  let whole: Whole = { body: new Uint8Array(), date: undefined };
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      whole = {
        body: await bodyOf(result.output, maxBytes),
        date: responseHeaders(result.response)["date"],
      };
      return result;
    },
    { name: "takingAll", step: "deserialize", priority: "high" },
  );
  return { command, taken: () => whole };
}

async function bodyOf(
  output: GetObjectCommandOutput | undefined,
  maxBytes: number,
): Promise<Uint8Array> {
  const { Body: body, ContentLength: size = 0 } = output ?? {};
  if (size > maxBytes) {
    if (body !== undefined && "destroy" in body) body.destroy();
    throw new ObjectTooLargeError(size, maxBytes);
  }
  const bytes = (await body?.transformToByteArray()) ?? new Uint8Array();
  // Some servers do not send the size.
  if (bytes.length > maxBytes) throw new ObjectTooLargeError(bytes.length, maxBytes);
  return bytes;
}

function storedObject(output: GetObjectCommandOutput, { body, date }: Whole): StoredObject {
  const {
    Metadata: metadata = {},
    ETag: etag,
    LastModified: modified,
    VersionId: version,
  } = output;
  if (etag === undefined || modified === undefined)
    throw incomplete("read", "ETag and Last-Modified");
  return {
    body,
    metadata,
    identity: etag,
    modifiedAt: modified.getTime(),
    clock: clockOf(date),
    ...(version === undefined ? {} : { version }),
  };
}

function clockOf(date: unknown): StoredObject["clock"] {
  return async () => await Promise.resolve(timeOf(date));
}

function timeOf(date: unknown): number {
  const time = Date.parse(String(date));
  if (Number.isNaN(time)) throw incomplete("read", "Date");
  return time;
}
