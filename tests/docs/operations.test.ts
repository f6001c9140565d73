import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  EVENT_METRICS,
  METRICS_NAMESPACE,
  RENDER_TIME,
  REPORT_BYTES,
} from "../../lib/http/metrics.ts";

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
const HTTP = readdirSync("lib/http").filter((name) => name.endsWith(".ts"));
const CODE = HTTP.map((name) => readFileSync(join("lib/http", name), "utf8")).join("\n");
const NAMED = [...CODE.matchAll(/\blog\("\w+", "(\w+)"/g)].map(([, event = ""]) => event);

test("every event of the log is explained, and nothing else is", () => {
  const explained = rows("The log").map(([event = ""]) => event);
  const logged = new Set([...NAMED, ...Object.keys(EVENT_METRICS)]);
  expect(NAMED).toEqual(expect.arrayContaining(["request", "internal_error", "case_left_out"]));
  expect(explained).toHaveLength(logged.size);
  expect(new Set(explained)).toEqual(logged);
});

test.each(rows("The log"))("%s has its members, its meaning and what to do", (...cells) => {
  expect(cells).toHaveLength(5);
  expect(cells.every((cell) => cell !== "")).toBe(true);
});

test("every metric is explained with its unit and the event that it counts, and nothing else is", () => {
  expect(PAGE).toContain(METRICS_NAMESPACE);
  const explained = rows("Metrics").map(([name, unit, counts]) => [name, unit, counts]);
  const counted = Object.entries(EVENT_METRICS).map(([event, name]) => [name, "Count", event]);
  expect(explained).toEqual([
    ...counted,
    [RENDER_TIME, "Milliseconds", "one value a produced"],
    [REPORT_BYTES, "Bytes", "one value a produced"],
  ]);
});
