import type { Agent } from "node:http";
import type { S3Client } from "@aws-sdk/client-s3";

const DISCONNECTED = new Set<unknown>(["ECONNRESET", "EPIPE"]);

/**
 * 409 ConditionalRequestConflict: another request changed the key at the same time. S3's documentation says to
 * retry, but the SDK does not.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function repeatConflicts(client: S3Client): void {
  const middleware = { name: "repeatConflicts", step: "finalizeRequest", priority: "low" } as const;
  client.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        const isConflict = error instanceof Error && error.name === "ConditionalRequestConflict";
        throw isConflict ? Object.assign(error, { $retryable: { throttling: false } }) : error;
      }
    },
    middleware,
  );
}

/**
 * When a reused connection is dead, closes all idle ones, because they were idle just as long. While a function
 * was frozen, a gateway dropped them all, and each attempt would use the next dead one.
 */
export function dropDeadConnections(client: S3Client, agents: readonly Agent[]): void {
  const middleware = { name: "dropDead", step: "finalizeRequest", priority: "low" } as const;
  client.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        if (isDisconnection(error)) agents.forEach(dropIdle);
        throw error;
      }
    },
    middleware,
  );
}

function isDisconnection(error: unknown): boolean {
  return error instanceof Error && "code" in error && DISCONNECTED.has(error.code);
}

function dropIdle({ freeSockets }: Agent): void {
  for (const socket of Object.values(freeSockets).flat()) socket?.destroy();
}
