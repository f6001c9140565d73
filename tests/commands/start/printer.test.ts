import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { printerFor } from "../../../lib/commands/start/printer.ts";
import type { LogLevel } from "../../../lib/config.ts";

const LOGGED = JSON.stringify({
  level: "INFO",
  message: "request",
  timestamp: "2026-11-28T12:03:11.250Z",
  method: "GET",
  route: "/health",
  status: 200,
  outcome: "ok",
  duration_ms: 3,
});
const NOISE = "ANY | http://localhost:3000/health";

/** What is printed of lines of the server, and which of them are hidden. */
function printed(lines: readonly string[], level: LogLevel, isTTY: boolean) {
  const stdout = Object.assign(new PassThrough({ encoding: "utf8" }), { isTTY });
  const print = printerFor(stdout, level);
  const hidden = lines.filter((line) => !print(line));
  return { text: String(stdout.read() ?? ""), hidden };
}

test("a terminal gets short lines; what is not of the log is hidden", () => {
  expect(printed([NOISE, LOGGED], "info", true)).toEqual({
    text: "12:03:11 GET /health 200 3 ms\n",
    hidden: [NOISE],
  });
});

test("a file or a pipe gets the log as it is, JSON", () => {
  expect(printed([NOISE, LOGGED], "info", false)).toEqual({ text: `${LOGGED}\n`, hidden: [NOISE] });
});

test("debugging hides nothing", () => {
  expect(printed([NOISE, LOGGED], "debug", true)).toEqual({
    text: `${NOISE}\n12:03:11 GET /health 200 3 ms\n`,
    hidden: [],
  });
});
