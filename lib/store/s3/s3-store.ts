import type {
  ListedObject,
  Metadata,
  ObjectGetOptions,
  ObjectStore,
  StoredObject,
} from "../contract.ts";
import { assertKey } from "../keys.ts";
import { call, type Bucket } from "./bucket.ts";
import { incomplete, isThere } from "./failures.ts";
import { getObject } from "./get-object.ts";
import { listObjects } from "./list-objects.ts";
import { DeleteObjectCommand, PutObjectCommand } from "./sdk.ts";

const WRITING = { operation: "written", permission: "s3:PutObject" } as const;
const REMOVING = { operation: "cleared", permission: "s3:DeleteObject" } as const;

/**
 * The object store on a bucket. The first conditional put wins; S3 refuses all others. When the response to a put
 * is lost, the SDK sends it again, and our own object makes S3 refuse it: the cache recognises its object by the
 * nonce.
 */
export class S3Store implements ObjectStore {
  readonly #bucket: Bucket;

  constructor(bucket: Bucket) {
    this.#bucket = bucket;
  }

  async get(key: string, options?: ObjectGetOptions): Promise<StoredObject | undefined> {
    assertKey(key);
    return await getObject(this.#bucket, key, options);
  }

  async create(
    key: string,
    body: Uint8Array,
    metadata: Metadata = {},
  ): Promise<"created" | "exists"> {
    assertKey(key);
    const { client, bucket } = this.#bucket;
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
    const command = new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: body,
      Metadata: { ...metadata },
      IfNoneMatch: "*",
      ...(key.endsWith(".pdf") ? { ContentType: "application/pdf" } : {}),
    });
    const purpose = { ...WRITING, bytes: body.length, expected: isThere };
    try {
      const { ETag: etag } = await call(
        purpose,
        async (options) => await client.send(command, options),
      );
      // A server other than S3 may return 200 without creating anything.
      if (etag === undefined) throw incomplete(WRITING.operation, "ETag");
      return "created";
    } catch (error) {
      if (isThere(error)) return "exists";
      throw error;
    }
  }

  list(prefix: string): AsyncIterable<ListedObject> {
    return listObjects(this.#bucket, prefix);
  }

  async remove(key: string): Promise<void> {
    assertKey(key);
    const { client, bucket } = this.#bucket;
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html
    const command = new DeleteObjectCommand({ Bucket: bucket, Key: key });
    await call(REMOVING, async (options) => await client.send(command, options));
  }
}
