import * as v from "valibot";
import { expect, test } from "vitest";
import { lambdaHandler } from "../../lib/http/lambda.ts";
import { createLog } from "../../lib/telemetry/log.ts";
import type { ReportSource } from "../../lib/report/source.ts";
import { generateEvent } from "../http/events.ts";
import { readLogLine } from "./log-lines.ts";
import { LISTED_ORIGIN, openTestService } from "../http/test-service.ts";
import { checkedHandler } from "../openapi/checked.ts";

const TITLE = "Right lower lobe opacity: brightness and noise";
const NUMBER = 0.818262;

const line = (() => {
  let text = "";
  createLog("info", (written) => (text = written))("info", "request", { status: 200 });
  return v.parse(v.looseObject({}), JSON.parse(text));
})();

test.each<[string, object]>([
  ["a title among the words", { detail: `cannot draw ${TITLE}` }],
  ["a number among the words", { detail: `unsupported number: ${NUMBER}` }],
  ["a member that is not foreseen", { title: "x" }],
  ["a number where a count belongs", { bytes: NUMBER }],
  ["words where an id belongs", { case_id: "Right lower lobe" }],
  ["words for an event", { message: "Right lower lobe" }],
  ["words among the frames", { stack: ["Error: Right lower lobe"] }],
])("the check of all log lines finds %s", (_what, leak) => {
  expect(() => readLogLine(JSON.stringify(line))).not.toThrow();
  expect(() => readLogLine(JSON.stringify({ ...line, ...leak }))).toThrow(/artifact|Invalid/);
});

/** Errors of a drawing library that quote its input. */
function quoting({ artifacts: { manifest } }: ReportSource): Record<string, unknown> {
  const text = JSON.stringify(manifest);
  return {
    "an error": new Error(text),
    "an error with a cause": new Error("x", { cause: new RangeError(text) }),
    "several errors": new AggregateError([new Error(text)], text),
    "an error whose name quotes": Object.assign(new Error(text), {
      code: manifest?.title,
    }),
    "no error at all": text,
    "an object": manifest,
  };
}

test.each([
  "an error",
  "an error with a cause",
  "several errors",
  "an error whose name quotes",
  "no error at all",
  "an object",
])(
  "a render that throws %s with content of the case leaves none of it in the log",
  async (what) => {
    const { app, log, lines } = await openTestService({
      cases: ["case_001"],
      render: async (source) => {
        await Promise.resolve();
        throw quoting(source)[what];
      },
    });
    // A line that quoted would be thrown out by the log of the test service.
    const handler = checkedHandler(
      lambdaHandler(app, { deployed: false, allowedOrigins: [LISTED_ORIGIN], log }),
    );
    expect((await handler(generateEvent("case_001"))).statusCode).toBe(500);
    expect(lines.map(({ event }) => event)).toEqual(["render_failed", "internal"]);
    expect(JSON.stringify(lines)).not.toMatch(/lobe|consolidation/);
  },
);
