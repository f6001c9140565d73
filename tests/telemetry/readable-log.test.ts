import { expect, test } from "vitest";
import { createLog } from "../../lib/telemetry/log.ts";
import { readableLine } from "../../lib/telemetry/readable-log.ts";
import { readReadableLog } from "./log-lines.ts";

function lineOf(write: (log: ReturnType<typeof createLog>) => void): string {
  let line = "";
  write(createLog("debug", (text) => (line = text)));
  return readableLine(line) ?? "";
}

test("a line reads as time, level, event and pairs", () => {
  const line = lineOf((log) =>
    log("info", "request", { method: "GET", status: 200, outcome: "hit", duration_ms: 3 }),
  );
  expect(line).toMatch(
    /^\d\d:\d\d:\d\d\.\d{3} INFO {2}request method=GET status=200 outcome=hit duration_ms=3 count=1$/,
  );
});

test("a value of several words is quoted, and a stack is below the line", () => {
  const line = lineOf((log) =>
    log("error", "internal", { detail: 'a "b" = c\nd', stack: ["at a (b:1:2)", "at c:3:4"] }),
  );
  const [first, ...frames] = line.split("\n");
  expect(first).toContain('detail="a \\"b\\" = c\\nd"');
  expect(frames).toEqual(["    at a (b:1:2)", "    at c:3:4"]);
});

test("written lines can be read again", () => {
  const fields = {
    status: 500,
    outcome: "internal",
    detail: "two words",
    cold_start: true,
  } as const;
  const line = lineOf((log) => log("warn", "request", fields));
  expect(readReadableLog(`noise\n${line}\n{}`)).toMatchObject([
    { level: "warn", event: "request", count: 1, ...fields },
  ]);
});

test.each(["", "text", "{", "[]", "null", "7", '{"level":"INFO"}', '{"message":1}'])(
  "%j is not a line of the log",
  (text) => {
    expect(readableLine(text)).toBeUndefined();
  },
);
