import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import type { BucketPlace } from "../place.ts";
import { dropDeadConnections, repeatConflicts } from "./next-attempt.ts";

type Access = Pick<BucketPlace, "endpoint" | "region">;

/** Of one call. The SDK waits 50 ms to some seconds in between, with jitter. */
const ATTEMPTS = 3;
const CONNECT_WITHIN_MS = 2_000;
/** As the SDK's own agents have it. */
const KEPT = { keepAlive: true, maxSockets: 50 };
/** Without a byte in either direction: a large object on a slow line is not cut short. */
const SILENT_FOR_MS = 5_000;

/** By how they are reached: connections are shared by all that is opened there. */
const clients = new Map<string, S3Client>();

/** The client of a place, made once. */
export function clientOf(place: BucketPlace): S3Client {
  const name = JSON.stringify([place.endpoint, place.region]);
  const client = clients.get(name) ?? createS3Client(place);
  clients.set(name, client);
  return client;
}

/**
 * A client whose every attempt ends, and which repeats what may pass: throttling, a 5xx, a connection that
 * breaks, S3's own conflicts. Credentials are looked for where the AWS SDK always looks for them.
 *
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export function createS3Client(
  { endpoint, region }: Access,
  settings: S3ClientConfig = {},
): S3Client {
  const agents = { httpAgent: new HttpAgent(KEPT), httpsAgent: new HttpsAgent(KEPT) };
  const client = new S3Client({
    ...settings,
    ...(endpoint === undefined ? {} : otherServer(endpoint)),
    ...(region === undefined ? {} : { region }),
    maxAttempts: ATTEMPTS,
    requestHandler: {
      ...agents,
      connectionTimeout: CONNECT_WITHIN_MS,
      socketTimeout: SILENT_FOR_MS,
    },
    // Not every server answers "100 Continue", and the wait for it is longer than the silence allowed.
    expectContinueHeader: false,
    // A report is checked against its SHA-256, and an artifact is hashed.
    responseChecksumValidation: "WHEN_REQUIRED",
  });
  repeatConflicts(client);
  dropDeadConnections(client, [agents.httpAgent, agents.httpsAgent]);
  return client;
}

/** Other servers rarely have a host name for each bucket, and any region will do. */
function otherServer(endpoint: string): S3ClientConfig {
  return { endpoint, forcePathStyle: true, region: "us-east-1" };
}
