import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { S3ClientConfig } from "@aws-sdk/client-s3";
import type { BucketPlace } from "../place.ts";
import { dropDeadConnections, repeatConflicts } from "./next-attempt.ts";
import { S3Client } from "./sdk.ts";

type Access = Pick<BucketPlace, "endpoint" | "region">;

/** The attempts of one call. The SDK waits 50 ms to some seconds between them, with jitter. */
const ATTEMPTS = 3;
const CONNECT_WITHIN_MS = 2_000;
/** The same as in the SDK's own agents. */
const KEPT = { keepAlive: true, maxSockets: 50 };
/** The limit for silence in both directions, so that a large object on a slow connection is not cut off. */
const SILENT_FOR_MS = 5_000;

/** One client for each place, so that all stores there share connections. */
const clients = new Map<string, S3Client>();

/** The client of a place, made once. */
export function clientOf(place: BucketPlace): S3Client {
  const name = JSON.stringify([place.endpoint, place.region]);
  const client = clients.get(name) ?? createS3Client(place);
  clients.set(name, client);
  return client;
}

/**
 * A client that limits the time of each attempt and retries temporary failures: throttling, a 5xx, a broken
 * connection, S3's own conflicts. The AWS SDK finds the credentials in its usual places.
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
    // Some servers never send "100 Continue", and the wait for it exceeds the limit for silence.
    expectContinueHeader: false,
    // Checksums are redundant: the service verifies a report's SHA-256 and hashes each artifact.
    responseChecksumValidation: "WHEN_REQUIRED",
  });
  repeatConflicts(client);
  dropDeadConnections(client, [agents.httpAgent, agents.httpsAgent]);
  return client;
}

/** Other servers rarely have a host name for each bucket, and they accept any region. */
function otherServer(endpoint: string): S3ClientConfig {
  return { endpoint, forcePathStyle: true, region: "us-east-1" };
}
