import { HeadObjectCommand } from "@aws-sdk/client-s3";
import type { ArtifactSource, GetOptions, StoredObject } from "../contract.ts";
import { assertKey } from "../keys.ts";
import { call, type Bucket } from "./bucket.ts";
import { incomplete, isAbsentByStatus } from "./failures.ts";
import { getObject } from "./get-object.ts";
import { listPages } from "./list-objects.ts";

const ASKING = {
  what: "read",
  right: "s3:GetObject, or s3:ListBucket",
  expected: isAbsentByStatus,
};

interface CasesInBucket extends Bucket {
  /** What all names begin with: empty, or something that ends in a slash. */
  readonly prefix: string;
}

/** Somebody's cases in a bucket, read in place: `<prefix><case>/<file>`. Nothing is ever written here. */
export class S3Cases implements ArtifactSource {
  readonly #bucket: Bucket;
  readonly #prefix: string;

  constructor({ prefix, ...bucket }: CasesInBucket) {
    this.#bucket = bucket;
    this.#prefix = prefix;
  }

  async get(key: string, options?: GetOptions): Promise<StoredObject | undefined> {
    assertKey(key);
    return await getObject(this.#bucket, this.#prefix + key, options);
  }

  async identify(key: string): Promise<string | undefined> {
    assertKey(key);
    const { client, bucket } = this.#bucket;
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
    const command = new HeadObjectCommand({ Bucket: bucket, Key: this.#prefix + key });
    try {
      const { ETag: etag } = await call(
        ASKING,
        async (options) => await client.send(command, options),
      );
      if (etag === undefined) throw incomplete(ASKING.what, "ETag");
      return etag;
    } catch (error) {
      if (isAbsentByStatus(error)) return undefined;
      throw error;
    }
  }

  async folders(): Promise<string[]> {
    const names: string[] = [];
    const input = { Prefix: this.#prefix, Delimiter: "/" };
    for await (const { CommonPrefixes: folders = [] } of listPages(this.#bucket, input)) {
      names.push(...folders.map(({ Prefix: path = "" }) => path.slice(this.#prefix.length, -1)));
    }
    // In a bucket `a-b/` comes before `a/`.
    return names.sort();
  }
}
