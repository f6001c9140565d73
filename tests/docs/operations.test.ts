import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { CacheEvent } from "../../lib/cache/index.ts";
import { CACHE_EVENTS, cacheLog } from "../../lib/telemetry/cache-events.ts";
import type { Log } from "../../lib/telemetry/log.ts";
import { METRICS_NAMESPACE, RENDER_TIME, REPORT_BYTES } from "../../lib/telemetry/metrics.ts";

const PAGE = readFileSync("docs/operations.md", "utf8");

/** The rows of the table below a heading, cell by cell, without quotes. */
function rows(heading: string): string[][] {
  const section = PAGE.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  return section
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) => line.split("|").slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim().replaceAll("`", "")));
}

/** The events that the code logs by name, as it is formatted. */
const CODE = ["lib/http", "lib/telemetry"]
  .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
  .filter((path) => path.endsWith(".ts"))
  .map((path) => readFileSync(path, "utf8"))
  .join("\n");
const LEVELS = new Map(
  [...CODE.matchAll(/\blog\("(\w+)", "(\w+)"/g)].map(([, level = "", event = ""]) => [
    event,
    level,
  ]),
);
const NAMED = [...LEVELS.keys()];

test("the page explains exactly the events of the log", () => {
  const explained = rows("The log").map(([event = ""]) => event);
  const logged = new Set([...NAMED, ...Object.values(CACHE_EVENTS).map((shown) => shown.event)]);
  expect(NAMED).toEqual(expect.arrayContaining(["request", "internal", "case_unreadable"]));
  expect(explained).toHaveLength(logged.size);
  expect(new Set(explained)).toEqual(logged);
});

test.each(rows("The log"))("%s has its members, its meaning and what to do", (...cells) => {
  expect(cells).toHaveLength(5);
  expect(cells.every((cell) => cell !== "")).toBe(true);
});

const key = "0".repeat(64);
const error = new Error("a bug");

const EVENTS: { readonly [Type in CacheEvent["type"]]: Extract<CacheEvent, { type: Type }> } = {
  hit: { type: "hit", key, slot: 0 },
  produced: { type: "produced", key, slot: 0, generation: 0, durationMs: 1.5, bytes: 2 },
  stored: { type: "stored", key, slot: 0 },
  conflict: { type: "conflict", key },
  take_over: { type: "take_over", key, generation: 1, reason: "dead" },
  hold_off: { type: "hold_off", key, generation: 3 },
  release_failed: { type: "release_failed", key, error },
  production_failed: { type: "production_failed", key, error },
  bad_object: { type: "bad_object", key, slot: 0 },
  determinism_fault: { type: "determinism_fault", key, slot: 0, stored: "a", produced: "b" },
};

const OF_ERRORS = /^(?:error|error_code|detail|stack)$/;

test.each(Object.values(EVENTS))("$type is logged as the page says", (event) => {
  const logged: Parameters<Log>[] = [];
  cacheLog((...line) => void logged.push(line))(event);
  const [[level, name, fields = {}] = []] = logged;
  const members = Object.keys(fields).map((member) => (OF_ERRORS.test(member) ? "error" : member));
  const row =
    rows("The log").find(([explained]) => explained === CACHE_EVENTS[event.type].event) ?? [];
  expect(row.slice(0, 2)).toEqual([name, level]);
  expect(new Set(row[2]?.split(", "))).toEqual(new Set(members));
});

test("every event that is logged by its name has the level that the page says", () => {
  const explained = rows("The log").filter(([event = ""]) => LEVELS.has(event));
  expect(new Map(explained.map(([event = "", level = ""]) => [event, level]))).toEqual(LEVELS);
});

test("every member that a line may have is named on the page", () => {
  const [, members = ""] =
    /interface LogFields \{([^]*?)\n\}/.exec(readFileSync("lib/telemetry/log-fields.ts", "utf8")) ??
    [];
  const names = [...members.matchAll(/^ +readonly (\w+)\?:/gm)].map(([, name = ""]) => name);
  expect(names.length).toBeGreaterThan(15);
  const unnamed = names.filter((name) => !PAGE.includes(`\`${name}\``));
  expect(unnamed, "name each in docs/operations.md").toEqual([]);
});

test("the page explains exactly the alarms", () => {
  const template = readFileSync("functions/deployment/alarms.yml", "utf8");
  const alarms = [...template.matchAll(/^ {2}(\w+):$/gm)].map(([, name = ""]) => name);
  expect(rows("Deployed").map(([name]) => name)).toEqual(alarms);
});

test("the page explains exactly the metrics, with their unit and the event that they count", () => {
  expect(PAGE).toContain(METRICS_NAMESPACE);
  const explained = rows("Metrics").map(([name, unit, counts]) => [name, unit, counts]);
  const counted = Object.values(CACHE_EVENTS).map((shown) => [shown.metric, "Count", shown.event]);
  const measured = [
    [RENDER_TIME, "Milliseconds", "one value per render"],
    [REPORT_BYTES, "Bytes", "one value per render"],
  ];
  expect(new Set(explained)).toEqual(new Set([...counted, ...measured]));
});
