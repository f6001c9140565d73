import { parseXML } from "@aws-sdk/xml-builder";
import * as v from "valibot";
import type { ListedObject, ObjectGetOptions, StoredObject } from "../../contract.ts";
import { wholeSeconds } from "../identity.ts";
import { signedGet, type DirectAccess, type DirectResponse } from "./signed-get.ts";

/** What a direct read has found. */
interface Found {
  /** Undefined when the bucket has no such object. */
  readonly object: StoredObject | undefined;
}

/** A page that holds a whole list. One object is not in an array, and without any there is no member. */
const WholeListSchema = v.object({
  ListBucketResult: v.object({
    IsTruncated: v.literal("false"),
    Contents: v.optional(v.union([v.array(v.unknown()), v.unknown()])),
  }),
});

const ObjectSchema = v.object({
  Key: v.string(),
  ETag: v.pipe(v.string(), v.nonEmpty()),
  Size: v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number)),
  LastModified: v.pipe(v.string(), v.isoTimestamp()),
});

/**
 * Reads from a bucket without the SDK, which takes longer to load than all else that a hit needs
 * (docs/decisions/0029). One attempt each: undefined, for whatever reason, means that the caller has to ask the SDK,
 * which retries and knows every error.
 */
export class DirectReads {
  readonly #access: DirectAccess;

  constructor(access: DirectAccess) {
    this.#access = access;
  }

  async get(
    key: string,
    { maxBytes = Number.POSITIVE_INFINITY, known }: ObjectGetOptions = {},
  ): Promise<Found | undefined> {
    const condition = known !== undefined && known.body.length <= maxBytes ? known : undefined;
    const ifNoneMatch = condition?.identity;
    return await attempt(async () => {
      const response = await signedGet(this.#access, { path: key, maxBytes, ifNoneMatch });
      if (response === undefined) return undefined;
      if (response.status === 304) {
        const found = condition && unchanged(condition, response);
        return found ?? (await this.get(key, { maxBytes }));
      }
      if (isAbsence(response)) return { object: undefined };
      const object = storedObject(response);
      return object && { object };
    });
  }

  /** Every object whose name begins like this, if one page has them all. */
  async list(prefix: string): Promise<readonly ListedObject[] | undefined> {
    return await attempt(async () => {
      const query = { "list-type": "2", prefix };
      const maxBytes = Number.POSITIVE_INFINITY;
      const response = await signedGet(this.#access, { path: "", query, maxBytes });
      return response?.status === 200 ? wholeList(textOf(response)) : undefined;
    });
  }
}

async function attempt<T>(read: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await read();
  } catch {
    return undefined;
  }
}

/** Undefined for another object with the same bytes, perhaps under another version. */
function unchanged(known: StoredObject, { headers }: DirectResponse): Found | undefined {
  const now = Date.parse(headers.date ?? "");
  const isSame = Date.parse(headers["last-modified"] ?? "") === known.modifiedAt;
  if (!isSame || Number.isNaN(now)) return undefined;
  return { object: { ...known, clock: async () => await Promise.resolve(now) } };
}

/** A missing bucket does not count, nor does a 404 from a server other than S3. */
function isAbsence(response: DirectResponse): boolean {
  return response.status === 404 && textOf(response).includes("<Code>NoSuchKey</Code>");
}

function textOf({ body }: DirectResponse): string {
  return new TextDecoder().decode(body);
}

/** Undefined for a response without what every S3 server sends. */
function storedObject({ status, headers, body }: DirectResponse): StoredObject | undefined {
  const { etag: identity, "last-modified": modified = "", "content-length": length } = headers;
  const [modifiedAt, now] = [Date.parse(modified), Date.parse(headers.date ?? "")];
  const version = headers["x-amz-version-id"];
  if (status !== 200 || identity === undefined || length !== String(body.length)) return undefined;
  if (Number.isNaN(modifiedAt) || Number.isNaN(now)) return undefined;
  return {
    body,
    metadata: metadataIn(headers),
    identity,
    modifiedAt,
    clock: async () => await Promise.resolve(now),
    ...(typeof version === "string" ? { version } : {}),
  };
}

const METADATA = "x-amz-meta-";

function metadataIn(headers: DirectResponse["headers"]): Record<string, string> {
  const entries = Object.entries(headers).flatMap(([name, value]) =>
    name.startsWith(METADATA) ? [[name.slice(METADATA.length), String(value)]] : [],
  );
  return Object.fromEntries(entries);
}

/** @throws ValiError for anything but a whole list */
function wholeList(xml: string): ListedObject[] {
  const { Contents: found = [] } = v.parse(WholeListSchema, parseXML(xml)).ListBucketResult;
  return (Array.isArray(found) ? found : [found]).map((one) => {
    const { Key: key, ETag: identity, Size: size, LastModified: time } = v.parse(ObjectSchema, one);
    return { key, identity, size, modifiedAt: wholeSeconds(new Date(time)) };
  });
}
