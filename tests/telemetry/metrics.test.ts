import { afterEach, expect, test, vi } from "vitest";
import * as v from "valibot";
import type { CacheEvent } from "../../lib/cache/index.ts";
import { lambdaHandler } from "../../lib/http/lambda.ts";
import { CACHE_EVENTS } from "../../lib/telemetry/cache-events.ts";
import { createMeter, METRICS_NAMESPACE, toAll } from "../../lib/telemetry/metrics.ts";
import { generateEvent } from "../http/events.ts";
import { LISTED_ORIGIN, openTestService } from "../http/test-service.ts";
import { checkedHandler } from "../openapi/checked.ts";

const EmfSchema = v.looseObject({
  _aws: v.object({
    Timestamp: v.number(),
    CloudWatchMetrics: v.tuple([
      v.object({
        Namespace: v.string(),
        Dimensions: v.array(v.array(v.string())),
        Metrics: v.array(v.object({ Name: v.string(), Unit: v.string() })),
      }),
    ]),
  }),
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** The output meanwhile, line by line. */
function printedBy(action: () => void): string[] {
  const writes = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, "write").mockReturnValue(true),
  );
  action();
  const printed = writes.flatMap(({ mock }) => mock.calls.map(([text]) => String(text)));
  for (const write of writes) write.mockRestore();
  return printed;
}

const DEPLOYED = { deployed: true, functionName: "clarity-report-prod-report" };

const key = "k";
const EVENTS: readonly CacheEvent[] = [
  { type: "hit", key, slot: 0 },
  { type: "hit", key, slot: 0 },
  { type: "produced", key, slot: 0, generation: 0, durationMs: 31.4, bytes: 60_000 },
  { type: "stored", key, slot: 0 },
  { type: "conflict", key },
  { type: "take_over", key, generation: 1, reason: "dead" },
  { type: "hold_off", key, generation: 3 },
  { type: "bad_object", key, slot: 0 },
  { type: "determinism_fault", key, slot: 0, stored: "a", produced: "b" },
  { type: "production_failed", key, error: new Error("secret") },
  { type: "release_failed", key, error: new Error("secret") },
];

test("when deployed, an invocation writes its events as one line of embedded metrics", () => {
  const meter = createMeter(DEPLOYED);
  for (const event of EVENTS) meter.observe(event);
  const printed = printedBy(meter.publish);
  expect(printed).toHaveLength(1);
  const { _aws, ...values } = v.parse(EmfSchema, JSON.parse(printed[0] ?? ""));
  const [{ Namespace, Dimensions, Metrics }] = _aws.CloudWatchMetrics;
  expect([Namespace, Dimensions]).toEqual([METRICS_NAMESPACE, [["service", "function"]]]);
  expect(Object.fromEntries(Metrics.map(({ Name, Unit }) => [Name, Unit]))).toEqual({
    ...Object.fromEntries(Object.values(CACHE_EVENTS).map(({ metric }) => [metric, "Count"])),
    RenderTime: "Milliseconds",
    ReportBytes: "Bytes",
  });
  expect(values).toMatchObject({
    service: "clarity-report-service",
    function: "clarity-report-prod-report",
    Hits: [1, 1],
    Renders: 1,
    Misses: 1,
    RenderTime: 31,
    ReportBytes: 60_000,
  });
  expect(printed[0]).not.toContain("secret");
});

test("published metrics are not published again, and no events publish nothing", () => {
  const meter = createMeter(DEPLOYED);
  expect(printedBy(meter.publish)).toEqual([]);
  meter.observe({ type: "conflict", key });
  expect(printedBy(meter.publish)).toHaveLength(1);
  expect(printedBy(meter.publish)).toEqual([]);
});

test("a local service prints no metrics, because the log has a line for each event", () => {
  const meter = createMeter({ deployed: false, functionName: undefined });
  expect(
    printedBy(() => {
      for (const event of EVENTS) meter.observe(event);
      meter.publish();
    }),
  ).toEqual([]);
});

test("every observer receives every event in order", () => {
  const seen: string[] = [];
  const observe = toAll(
    ({ type }) => seen.push(`a ${type}`),
    ({ type }) => seen.push(`b ${type}`),
  );
  observe({ type: "conflict", key });
  observe({ type: "hit", key, slot: 0 });
  expect(seen).toEqual(["a conflict", "b conflict", "a hit", "b hit"]);
});

test.each([
  ["that is answered", generateEvent("case_sparse")],
  ["that is refused", generateEvent("no_such_case")],
  ["that is rubbish", null],
])("an invocation %s publishes before it ends", async (_what, event) => {
  const { app, log } = await openTestService();
  let published = 0;
  const handler = checkedHandler(
    lambdaHandler(app, {
      deployed: true,
      allowedOrigins: [LISTED_ORIGIN],
      log,
      beforeEnd: () => published++,
    }),
  );
  await handler(event, { getRemainingTimeInMillis: () => 29_000 });
  expect(published).toBe(1);
});

test("an invocation whose metrics cannot be written still gets an answer, and the log has the error", async () => {
  const { app, log, lines } = await openTestService();
  const handler = checkedHandler(
    lambdaHandler(app, {
      deployed: false,
      allowedOrigins: [LISTED_ORIGIN],
      log,
      beforeEnd: () => {
        throw new Error("standard output is gone");
      },
    }),
  );
  expect((await handler(generateEvent("case_sparse"))).statusCode).toBe(200);
  expect(lines.at(-1)).toMatchObject({ event: "internal", level: "error" });
});
