import { expect, test } from "vitest";
import type { CacheEvent } from "../../lib/cache/events.ts";
import { LOG_LEVELS } from "../../lib/config.ts";
import { cacheLog } from "../../lib/http/cache-log.ts";
import { createLog, errorFields } from "../../lib/http/log.ts";

function written(level: (typeof LOG_LEVELS)[number]) {
  const lines: string[] = [];
  return { lines, log: createLog(level, (line) => lines.push(line)) };
}

function parsed(lines: readonly string[]): unknown[] {
  return lines.map((line) => JSON.parse(line) as unknown);
}

test.each([
  ["debug", ["debug", "info", "warn", "error"]],
  ["info", ["info", "warn", "error"]],
  ["warn", ["warn", "error"]],
  ["error", ["error"]],
] as const)("at %s the levels %j are written", (level, shown) => {
  const { lines, log } = written(level);
  for (const at of LOG_LEVELS) log(at, `of ${at}`);
  expect(parsed(lines)).toMatchObject(shown.map((at) => ({ level: at, event: `of ${at}` })));
});

test("a line is one JSON object with its time and how often its event has happened", () => {
  const { lines, log } = written("info");
  log("info", "twice", { text: "a\nb" });
  log("debug", "unseen");
  log("info", "twice");
  log("info", "unseen");
  expect(lines.every((line) => /^\{[^\n]*\}\n$/.test(line))).toBe(true);
  expect(parsed(lines)).toMatchObject([
    {
      event: "twice",
      count: 1,
      text: "a\nb",
      time: expect.stringMatching(/^\d{4}-.*Z$/) as unknown,
    },
    { event: "twice", count: 2 },
    { event: "unseen", count: 2 },
  ]);
});

test("what is logged of an error can always be written", () => {
  const { lines, log } = written("info");
  const odd = Object.assign(new Error("text"), { code: 10n, cause: new Error("hidden") });
  for (const thrown of [odd, new TypeError("typed"), "text", undefined, null, Symbol("s"), 10n]) {
    log("error", "internal_error", errorFields(thrown));
  }
  expect(parsed(lines)).toMatchObject([
    { error: "Error", code: "10", stack: expect.stringContaining("log.test") as unknown },
    { error: "TypeError" },
    { error: "string" },
    { error: "undefined" },
    { error: "object" },
    { error: "symbol" },
    { error: "bigint" },
  ]);
});

const key = "k";
const error = new Error("secret");

test.each<[string, CacheEvent]>([
  ["debug", { type: "hit", key, slot: 0 }],
  ["info", { type: "conflict", key }],
  ["info", { type: "produced", key, slot: 0, generation: 1, durationMs: 2, bytes: 3 }],
  ["warn", { type: "take_over", key, generation: 1, reason: "dead" }],
  ["warn", { type: "hold_off", key, generation: 3 }],
  ["warn", { type: "release_failed", key, error }],
  ["error", { type: "production_failed", key, error }],
  ["error", { type: "bad_object", key, slot: 0 }],
  ["error", { type: "determinism_fault", key, slot: 0, stored: "a", produced: "b" }],
])("a %s line tells that the cache reports %j", (level, event) => {
  const { lines, log } = written("debug");
  cacheLog(log)(event);
  const { type, ...fields } = event;
  const shown = "error" in fields ? { error: "Error" } : fields;
  const { durationMs, ...others } = { durationMs: undefined, ...shown };
  const duration = durationMs === undefined ? {} : { duration_ms: durationMs };
  expect(parsed(lines)).toMatchObject([
    { level, event: type, count: 1, key, ...others, ...duration },
  ]);
});
