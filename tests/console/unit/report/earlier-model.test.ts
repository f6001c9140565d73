import { expect, test } from "vitest";
import {
  earlierOf,
  storedAtWords,
} from "../../../../functions/console/page/report/earlier-model.ts";
import { KEY, OTHER_KEY } from "../answers.ts";

test("earlier reports are all but the one of the case as it is now", () => {
  const reports = [
    { key: KEY, stored_at: "2026-11-28T04:09:12.000Z", href: "" },
    { key: OTHER_KEY, stored_at: "2026-11-27T04:09:12.000Z", href: "" },
  ];
  expect(earlierOf(reports, KEY).map(({ key }) => key)).toEqual([OTHER_KEY]);
  expect(earlierOf(reports, undefined)).toHaveLength(2);
});

test("the time of storing is written to the minute, in UTC", () => {
  expect(storedAtWords("2026-11-28T04:09:12.345Z")).toBe("2026-11-28 04:09 UTC");
  expect(storedAtWords("yesterday")).toBe("yesterday");
});
