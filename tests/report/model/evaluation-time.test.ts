import { expect, test } from "vitest";
import { evaluationTime } from "../../../lib/report/model/evaluation-time.ts";
import { smallArtifacts } from "../sources.ts";

const { created_at: _created, ...manifest } = smallArtifacts().manifest;
const timeOf = (created_at: string) => evaluationTime({ ...manifest, created_at });

test.each([
  ["2025-10-14T09:30:00Z", "2025-10-14T09:30:00.000Z", "2025-10-14T09:30:00Z"],
  [
    "2025-09-02T16:05:00+02:00",
    "2025-09-02T14:05:00.000Z",
    "2025-09-02T16:05:00+02:00 (2025-09-02T14:05:00Z)",
  ],
  [
    "2025-09-02 01:05-0530",
    "2025-09-02T06:35:00.000Z",
    "2025-09-02 01:05-0530 (2025-09-02T06:35:00Z)",
  ],
  ["2025-11-08T07:45:12.25Z", "2025-11-08T07:45:12.250Z", "2025-11-08T07:45:12.25Z"],
  ["2025-11-08T07:45:12,123456789Z", "2025-11-08T07:45:12.123Z", "2025-11-08T07:45:12,123456789Z"],
  ["2025-11-08T07:45", "2025-11-08T07:45:00.000Z", "2025-11-08T07:45 (no zone given, read as UTC)"],
  ["2025-11-08", "2025-11-08T00:00:00.000Z", "2025-11-08"],
  ["0099-01-01", "0099-01-01T00:00:00.000Z", "0099-01-01"],
  ["yesterday", "1970-01-01T00:00:00.000Z", "yesterday (not an ISO 8601 time)"],
  ["2025-02-30", "1970-01-01T00:00:00.000Z", "2025-02-30 (not an ISO 8601 time)"],
  ["2025-13-01", "1970-01-01T00:00:00.000Z", "2025-13-01 (not an ISO 8601 time)"],
  ["2025-11-08T24:00", "1970-01-01T00:00:00.000Z", "2025-11-08T24:00 (not an ISO 8601 time)"],
  ["2024-02-29", "2024-02-29T00:00:00.000Z", "2024-02-29"],
  ["", "1970-01-01T00:00:00.000Z", "an empty text (not an ISO 8601 time)"],
])("%s is %s", (given, instant, text) => {
  const time = timeOf(given);
  expect(time.instant.toISOString()).toBe(instant);
  expect(time.text).toBe(text);
});

test.each([
  ["2025-02-29", "1900-02-29T00:00:00Z", "2025-04-31T10:00:00Z", "2025-00-10", "2025-01-00"],
  ["2025-01-32", "2025-01-01T12:60:00Z", "2025-01-01T12:00:60Z", "2025-01-01T12:00:00+25:00"],
  [
    "2025-01-01T12",
    "2025-01",
    "01/02/2025",
    "1 March 2025",
    "2025-03-01\n",
    " 2025-03-01",
    "1740823200",
  ],
])("these are not ISO 8601 times: %j, %j, %j, %j", (...given) => {
  for (const text of given) {
    expect(timeOf(text)).toEqual({ instant: new Date(0), text: `${text} (not an ISO 8601 time)` });
  }
});

test("the first of created_at, timestamp and generated_at is the instant, and the others are shown beside it", () => {
  const [timestamp, generated_at] = ["2025-02-02", "2025-03-03"];
  const both = evaluationTime({ ...manifest, created_at: "2025-01-01", timestamp });
  expect(both.instant.toISOString()).toBe("2025-01-01T00:00:00.000Z");
  expect(both.text).toBe("2025-01-01; timestamp: 2025-02-02");
  expect(evaluationTime({ ...manifest, timestamp, generated_at: timestamp }).text).toBe(timestamp);
  expect(evaluationTime({ ...manifest, generated_at }).text).toBe(generated_at);
});

test("a case without a time has the Unix epoch, and the report says so", () => {
  const { instant, text } = evaluationTime(manifest);
  expect(instant.getTime()).toBe(0);
  expect(text).toBeUndefined();
  expect(evaluationTime(undefined).instant.getTime()).toBe(0);
});

test("an invalid time is shown, and the next valid one is the instant", () => {
  const time = evaluationTime({ ...manifest, created_at: "soon", timestamp: "2025-02-02" });
  expect(time.instant.toISOString()).toBe("2025-02-02T00:00:00.000Z");
  expect(time.text).toBe("soon (not an ISO 8601 time); timestamp: 2025-02-02");
});
