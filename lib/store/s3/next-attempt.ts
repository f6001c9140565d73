import type { Agent } from "node:http";
import type { S3Client } from "@aws-sdk/client-s3";

const DISCONNECTED = new Set<unknown>(["ECONNRESET", "EPIPE"]);

/**
 * 409 ConditionalRequestConflict: something else happened to the key at the same time. S3 says "try again",
 * but the SDK does not by itself.
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
 * Where a kept connection turns out to be dead, all idle ones go: they have been idle as long. While a function
 * stood still, a gateway on the way forgot them all, and each attempt would find the next dead one.
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
