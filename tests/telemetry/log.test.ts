import { afterEach, expect, test, vi } from "vitest";
import type { CacheEvent } from "../../lib/cache/index.ts";
import { LOG_LEVELS } from "../../lib/config.ts";
import { CACHE_EVENTS, cacheLog } from "../../lib/telemetry/cache-events.ts";
import { createLog, withRequestId } from "../../lib/telemetry/log.ts";
import { readLogLine } from "./log-lines.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

function written(level: (typeof LOG_LEVELS)[number]) {
  const lines: string[] = [];
  const log = createLog(level, (line) => lines.push(line));
  return { lines, log, seen: () => lines.map(readLogLine) };
}

test.each([
  ["debug", ["debug", "info", "warn", "error"]],
  ["info", ["info", "warn", "error"]],
  ["warn", ["warn", "error"]],
  ["error", ["error"]],
] as const)("at %s the levels %j are written", (level, shown) => {
  const { seen, log } = written(level);
  for (const at of LOG_LEVELS) log(at, `of_${at}`);
  expect(seen()).toMatchObject(shown.map((at) => ({ level: at, event: `of_${at}` })));
});

test("a line is one JSON object with its time, its service and the count of its event", () => {
  const { lines, seen, log } = written("info");
  log("info", "twice", { detail: "a\nb" });
  log("debug", "unseen");
  log("info", "twice");
  log("info", "unseen");
  expect(lines.every((line) => /^\{[^\n]*\}\n$/.test(line))).toBe(true);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    level: "INFO",
    message: "twice",
    service: "clarity-report-service",
    timestamp: expect.stringMatching(/^\d{4}-.*Z$/) as unknown,
  });
  expect(seen()).toMatchObject([
    { event: "twice", count: 1, detail: "a\nb" },
    { event: "twice", count: 2 },
    { event: "unseen", count: 2 },
  ]);
});

test("an indentation that Powertools takes from its environment does not break a line in two", () => {
  vi.stubEnv("POWERTOOLS_DEV", "true");
  const { lines, log } = written("info");
  log("info", "once");
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^\{[^\n]*\}\n$/);
});

test("messages of Powertools before the log has an output go to its own console", () => {
  vi.stubEnv("AWS_LAMBDA_LOG_LEVEL", "ERROR");
  vi.stubEnv("POWERTOOLS_DEV", "true");
  const warned = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  const { lines, log } = written("info");
  log("error", "shown");
  log("info", "not_shown");
  expect(lines).toHaveLength(1);
  expect(warned.mock.calls.length).toBeLessThanOrEqual(1);
  warned.mockRestore();
});

test("every line of a request has the id of that request", async () => {
  const { seen, log } = written("info");
  await Promise.all(
    ["a", "b"].map(async (id) => {
      await withRequestId(id, async () => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        log("info", `of_${id}`);
      });
    }),
  );
  log("info", "of_none");
  expect(seen()).toMatchObject([
    { event: "of_a", request_id: "a" },
    { event: "of_b", request_id: "b" },
    { event: "of_none" },
  ]);
  expect(seen()[2]).not.toHaveProperty("request_id");
});

const key = "k";
const error = new Error("secret");
const digest = "0".repeat(64);
const other = "1".repeat(64);

test.each<[string, CacheEvent]>([
  ["debug", { type: "hit", key, slot: 0 }],
  ["info", { type: "conflict", key }],
  ["info", { type: "produced", key, slot: 0, generation: 1, durationMs: 2.4, bytes: 3 }],
  ["info", { type: "stored", key, slot: 0 }],
  ["warn", { type: "take_over", key, generation: 1, reason: "dead" }],
  ["warn", { type: "hold_off", key, generation: 3 }],
  ["warn", { type: "release_failed", key, error }],
  ["error", { type: "production_failed", key, error }],
  ["error", { type: "bad_object", key, slot: 0 }],
  ["error", { type: "determinism_fault", key, slot: 0, stored: digest, produced: other }],
])("a %s line has the name and the fields of the cache event %j", (level, event) => {
  const { lines, seen, log } = written("debug");
  cacheLog(log)(event);
  const { type, ...fields } = event;
  const shown = "error" in fields ? { error: "Error" } : fields;
  const { durationMs, ...others } = { durationMs: undefined, ...shown };
  const duration = durationMs === undefined ? {} : { duration_ms: Math.round(durationMs) };
  const name = CACHE_EVENTS[type].event;
  expect(seen()).toMatchObject([{ level, event: name, count: 1, key, ...others, ...duration }]);
  expect(lines.join("")).not.toContain("secret");
});
