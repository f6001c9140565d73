import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import type { CacheEvent } from "../../lib/cache/index.ts";
import { noticesTo } from "../../lib/commands/cache-notices.ts";
import type { Io } from "../../lib/commands/io.ts";
import { toolsHere } from "../../lib/service/verify/verify-tasks.ts";

const KEY = "0".repeat(64);
const error = new Error("with a path: /home/user");

/** Each event, and whether a user at a command line has to know of it. */
const EVENTS: readonly (readonly [CacheEvent, boolean])[] = [
  [{ type: "hit", key: KEY, slot: 0 }, false],
  [{ type: "conflict", key: KEY }, false],
  [{ type: "produced", key: KEY, slot: 0, generation: 0, durationMs: 1, bytes: 1 }, false],
  [{ type: "stored", key: KEY, slot: 0 }, false],
  [{ type: "take_over", key: KEY, generation: 1, reason: "expired" }, true],
  [{ type: "hold_off", key: KEY, generation: 3 }, true],
  [{ type: "release_failed", key: KEY, error }, true],
  [{ type: "production_failed", key: KEY, error }, true],
  [{ type: "bad_object", key: KEY, slot: 2 }, true],
  [{ type: "determinism_fault", key: KEY, slot: 0, stored: "a", produced: "b" }, true],
];

function notice(event: CacheEvent, json: boolean): string {
  const stderr = new PassThrough();
  const stdout = new PassThrough();
  const io: Io = {
    version: "1.2.3",
    root: "/",
    environment: {},
    folder: "/",
    stdout,
    stderr,
    render: async () => await Promise.resolve(new Uint8Array()),
    verifyTools: toolsHere,
  };
  noticesTo(io, { json })(event);
  expect(stdout.read()).toBeNull();
  return String(stderr.read() ?? "");
}

it.each(EVENTS)("printing %o on standard error: %s", (event, isPrinted) => {
  const text = notice(event, false);
  expect(text !== "").toBe(isPrinted);
  expect(text).not.toContain("/home");
  expect(text.split("\n")).toHaveLength(isPrinted ? 2 : 1);
  const json = notice(event, true);
  expect(json === "" ? {} : JSON.parse(json)).toEqual(
    isPrinted ? { event: event.type, cache_key: KEY, detail: text.trimEnd() } : {},
  );
});
