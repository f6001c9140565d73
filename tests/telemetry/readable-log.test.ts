import { expect, test } from "vitest";
import { createLog } from "../../lib/telemetry/log.ts";
import { readLogLine, terminalLine } from "../../lib/telemetry/readable-log.ts";
import type { LogLevel } from "../../lib/config.ts";

const KEY = "945f82390640df2b2437ac9e395c2e52426daa1a7a0c1f5db9ad56598faca265";

/** A line as a terminal shows it. */
function lineOf(
  write: (log: ReturnType<typeof createLog>) => void,
  level: LogLevel = "info",
): string | undefined {
  let line = "";
  write(createLog("debug", (text) => (line = text)));
  const logged = readLogLine(line);
  if (logged === undefined) throw new Error(`expected a line of the log, found ${line}`);
  return terminalLine(logged, level);
}

test.each([
  [
    { route: "/report/cases/:caseId", outcome: "ok", case_id: "case_001" },
    "GET /report/cases/case_001 200 12 ms",
  ],
  [
    { route: "/report/generate", outcome: "hit", case_id: "case_001", cache_key: KEY },
    "GET /report/generate 200 12 ms hit case_001",
  ],
  [
    { route: "/report/:file", outcome: "hit", cache_key: KEY },
    "GET /report/945f82390640….pdf 200 12 ms hit",
  ],
  [{ outcome: "not_found" }, "GET ? 200 12 ms not_found"],
])("a request is one short line: %j", (fields, expected) => {
  const request = { method: "GET", status: 200, duration_ms: 12, cold_start: true, ...fields };
  const line = lineOf((log) => log("info", "request", request));
  expect(line?.replace(/^\d\d:\d\d:\d\d /, "")).toBe(expected);
});

const write = (log: ReturnType<typeof createLog>) => log("info", "miss", { cache_key: KEY });

test("a terminal shows the steps of a request only while debugging", () => {
  expect(lineOf(write)).toBeUndefined();
  expect(lineOf(write, "debug")).toMatch(/^\d\d:\d\d:\d\d INFO {2}miss cache_key=945f\w+ count=1$/);
});

test("a warning has all its members, a value of several words is quoted, and a stack is below the line", () => {
  const line = lineOf((log) =>
    log("error", "internal", { detail: 'a "b" = c\nd', stack: ["at a (b:1:2)", "at c:3:4"] }),
  );
  const [first, ...frames] = line?.split("\n") ?? [];
  expect(first).toContain('ERROR internal detail="a \\"b\\" = c\\nd"');
  expect(frames).toEqual(["    at a (b:1:2)", "    at c:3:4"]);
});

test.each(["", "text", "{", "[]", "null", "7", '{"level":"INFO"}', '{"message":1}'])(
  "%j is not a line of the log",
  (text) => {
    expect(readLogLine(text)).toBeUndefined();
  },
);
