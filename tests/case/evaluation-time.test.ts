import { describe, expect, it } from "vitest";
import { faultWith, readWith, type Place } from "./one-change.ts";

const times = ["created_at", "timestamp", "generated_at"].map((name): Place => ({
  artifact: "manifest",
  path: [name],
}));
const FORM = "an ISO 8601 date or time";
const CALENDAR = "a date that the calendar has";

describe("a time of evaluation", () => {
  it.each([
    "2025-03-01",
    "2024-02-29",
    "2000-02-29",
    "2025-12-31T23:59:59.999999999Z",
    "2025-03-01T12:00",
    "2025-03-01 12:00:00",
    "2025-03-01T12:00:00,5+02:00",
    "2025-03-01T12:00:00-0330",
    "1970-01-01T00:00:00+00:00",
  ])("may be %s", async (text) => {
    for (const time of times) await expect(readWith(time, text)).resolves.toBeDefined();
  });

  it.each([
    ["2025-02-30", CALENDAR],
    ["2025-02-29", CALENDAR],
    ["1900-02-29T00:00:00Z", CALENDAR],
    ["2025-04-31T10:00:00Z", CALENDAR],
    ["2025-13-01", FORM],
    ["2025-00-10", FORM],
    ["2025-01-00", FORM],
    ["2025-01-32", FORM],
    ["2025-01-01T24:00:00Z", FORM],
    ["2025-01-01T12:60:00Z", FORM],
    ["2025-01-01T12:00:60Z", FORM],
    ["2025-01-01T12:00:00+25:00", FORM],
    ["2025-01-01T12", FORM],
    ["2025-01", FORM],
    ["01/02/2025", FORM],
    ["1 March 2025", FORM],
    ["2025-03-01\n", FORM],
    [" 2025-03-01", FORM],
    ["1740823200", FORM],
    ["", FORM],
  ])("cannot be %j: expected %s", async (text, expected) => {
    for (const time of times) {
      expect(await faultWith(time, text)).toEqual({
        pointer: `/${time.path.join("/")}`,
        expected,
        received: JSON.stringify(text),
      });
    }
  });
});
