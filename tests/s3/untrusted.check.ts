import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { generateEvent } from "../http/events.ts";
import { problemOf } from "../http/problems.ts";
import { OverwritingS3 } from "../servers/overwriting-s3.ts";
import { freePort } from "../servers/free-port.ts";
import { killRunning, makeHome, startProcess } from "../start/local-service.ts";
import { removeFolder } from "../store/temp-folder.ts";
import { temporaryBucket } from "./buckets.ts";
import { FunctionProcess } from "./function-process.ts";

const WHAT_IS_WRONG = /does not enforce create-only writes \(If-None-Match: \*\)/;

let server: OverwritingS3;
beforeEach(async () => {
  server = await OverwritingS3.start();
  return () => server.stop();
});

async function settings() {
  const { root, artifactRoot } = await makeHome();
  const { region, accessKeyId, secretAccessKey } = inject("s3");
  return {
    root,
    environment: {
      ARTIFACT_ROOT: artifactRoot,
      CLARITY_STORE: "s3",
      CLARITY_BUCKET: "somebodys-bucket",
      S3_ENDPOINT: server.endpoint,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      // As for every user of the service: here it is off because of the tests' own clients.
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "false",
    },
  };
}

describe("a server that ignores If-None-Match", () => {
  let root: string;
  let environment: Readonly<Record<string, string>>;
  beforeEach(async () => {
    ({ root, environment } = await settings());
    return async () => await removeFolder(root);
  });
  afterEach(killRunning);

  it("never stores a report, and every request returns a 503 that says why", async () => {
    const service = new FunctionProcess(environment);
    for (const _ of [1, 2]) {
      const { response } = await service.ask(generateEvent("case_sparse"));
      const problem = await problemOf(response, "store_untrusted");
      expect(problem["detail"]).toMatch(WHAT_IS_WRONG);
      expect(response.headers.get("retry-after")).toBe("60");
    }
    // Nothing is written there but what it was asked twice each time.
    expect([...server.writes]).toEqual([["somebodys-bucket/probe/create-only", 4]]);
  });

  /** The output of a refused start. */
  async function refusal(): Promise<string> {
    const port = String(await freePort());
    const { child, exited, output } = startProcess({ ...environment, PORT: port });
    await exited;
    expect(child.exitCode).toBe(1);
    return output();
  }

  it("is refused by npm start with one line that says what is wrong and where", async () => {
    const line = await refusal();
    expect(line).toMatch(WHAT_IS_WRONG);
    expect(line).toContain(`s3://somebodys-bucket/ on ${server.endpoint}`);
    expect(line.trimEnd().split("\n")).toHaveLength(1);
  });

  it("is distinguished by npm start from a conforming one, which is accepted", async () => {
    const bucket = await temporaryBucket();
    const { endpoint } = inject("s3");
    environment = { ...environment, CLARITY_BUCKET: bucket, S3_ENDPOINT: endpoint };
    const port = String(await freePort());
    const { output, child } = startProcess({ ...environment, PORT: port });
    await expect.poll(output, { timeout: 60_000 }).toContain("Ctrl-C stops it.");
    expect(child.exitCode).toBeNull();
  });

  it("is distinguished by npm start from a missing bucket", async () => {
    environment = { ...environment, S3_ENDPOINT: inject("s3").endpoint };
    const line = await refusal();
    expect(line).toContain("the bucket does not exist (NoSuchBucket)");
    expect(line.trimEnd().split("\n")).toHaveLength(1);
  });

  it("is distinguished by npm start from a server that is down", async () => {
    server.stop();
    const line = await refusal();
    expect(line).toContain("ECONNREFUSED");
    expect(line.trimEnd().split("\n")).toHaveLength(1);
  });
});
