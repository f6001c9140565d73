import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  paginateListObjectsV2,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { inject, onTestFinished } from "vitest";
import { makeBucket, plainClient, removeBucket } from "../s3/buckets.ts";
import type { Settings } from "./sandbox.ts";

const DEMO_CASES = "functions/demo/artifacts";

/** Cases that are gone when the test is over. */
export async function temporaryCases(): Promise<StoredCases> {
  const cases = await StoredCases.make();
  onTestFinished(async () => await cases.discard());
  return cases;
}

/** A bucket as one is deployed with: cases under `cases/`, whatever the service stores beside them. */
export class StoredCases {
  readonly bucket: string;
  readonly #client = plainClient();

  private constructor(bucket: string) {
    this.bucket = bucket;
  }

  static async make(): Promise<StoredCases> {
    return new StoredCases(await makeBucket());
  }

  /** The settings that a function needs to use it, beyond those of the template. */
  settings(endpoint = inject("s3").endpoint): Settings {
    const { region, accessKeyId, secretAccessKey } = inject("s3");
    return {
      CLARITY_BUCKET: this.bucket,
      S3_ENDPOINT: endpoint,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    };
  }

  /** Loads a demo case, under the given name if there is one; then it also has a different key. */
  async add(demoCase: string, caseId = demoCase): Promise<void> {
    const folder = join(DEMO_CASES, demoCase);
    for (const file of await readdir(folder)) {
      const text = await readFile(join(folder, file), "utf8");
      const isManifest = file === "manifest.json";
      await this.put(`cases/${caseId}/${file}`, isManifest ? text.replace(demoCase, caseId) : text);
    }
  }

  async put(key: string, body: string): Promise<void> {
    await this.#client.send(new PutObjectCommand({ Bucket: this.bucket, Key: key, Body: body }));
  }

  async remove(key: string): Promise<void> {
    await this.#client.send(new DeleteObjectCommand({ Bucket: this.bucket, Key: key }));
  }

  /** The names of all objects that begin like this, sorted. */
  async names(prefix: string): Promise<string[]> {
    const pages = paginateListObjectsV2(
      { client: this.#client },
      { Bucket: this.bucket, Prefix: prefix },
    );
    const names: string[] = [];
    for await (const { Contents: contents = [] } of pages) {
      names.push(...contents.map(({ Key: key = "" }) => key));
    }
    return names;
  }

  async bytes(key: string): Promise<Uint8Array> {
    const found = await this.#client.send(new GetObjectCommand({ Bucket: this.bucket, Key: key }));
    if (found.Body === undefined) throw new Error(`${key}: expected a body, found none`);
    return await found.Body.transformToByteArray();
  }

  async discard(): Promise<void> {
    await removeBucket(this.bucket);
  }
}
