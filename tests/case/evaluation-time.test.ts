import { describe, expect, it } from "vitest";
import { faultWith, readWith, type Place } from "./one-change.ts";

const times = ["created_at", "timestamp", "generated_at"].map((name): Place => ({
  artifact: "manifest",
  path: [name],
}));

describe("a time of evaluation", () => {
  it.each([
    "2025-03-01",
    "2024-02-29T12:00:00.5+02:00",
    "2025-02-30",
    "1 March 2025",
    "1740823200",
    "",
  ])("may be any text, which the report shows as it is: %j", async (text) => {
    for (const time of times) await expect(readWith(time, text)).resolves.toBeDefined();
  });

  it.each([
    "2025-02-30",
    "1900-02-29T00:00:00Z",
    "2025-13-01",
    "2025-01-01T24:00:00Z",
    "1 March 2025",
    "2025-03-01\n",
    "1740823200",
    "",
  ])("may be %j, which is not an ISO 8601 time and is shown as it is", async (text) => {
    for (const time of times) await expect(readWith(time, text)).resolves.toBeDefined();
  });

  it.each([[1740823200], [true], [["2025-03-01"]]])("cannot be %j", async (value) => {
    for (const time of times) {
      const { pointer, expected } = await faultWith(time, value);
      expect([pointer, expected]).toEqual([`/${time.path.join("/")}`, "a string"]);
    }
  });
});
