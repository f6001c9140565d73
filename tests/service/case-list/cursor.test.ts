import {
  array,
  assert,
  constant,
  constantFrom,
  double,
  oneof,
  option,
  property,
  record,
  string,
} from "fast-check";
import { expect, test } from "vitest";
import { cursorAfter, readCursor } from "../../../lib/service/case-list/cursor.ts";
import { FILTERS } from "../../../lib/service/case-list/filters.ts";
import { SORTS } from "../../../lib/service/case-list/sorts.ts";

const stated = oneof(
  string({ unit: "grapheme" }),
  double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
  constant(undefined),
);

test("a cursor names the same place again, and has only characters that a query needs not escape", () => {
  const listing = record({
    sort: constantFrom(...SORTS),
    filter: option(constantFrom(...FILTERS), { nil: undefined }),
    words: array(string()),
  });
  assert(
    property(stated, string(), listing, (value, caseId, of) => {
      const cursor = cursorAfter({ value, caseId }, of);
      expect(cursor).toMatch(/^[\w-]+$/);
      expect(readCursor(cursor, of)).toEqual({ value, caseId });
    }),
  );
});

const ALL = { sort: "id", filter: undefined, words: [] } as const;
const encode = (content: unknown) => Buffer.from(JSON.stringify(content)).toString("base64url");

test.each([
  "",
  "abc",
  "%%%",
  encode({}),
  encode(["id", "", "a"]),
  encode(["id", "", "a", 7]),
  encode(["id", "", {}, "a"]),
  encode(["worst", "", "a", "a"]),
  encode(["id", "", "a", "a", "b"]),
])("%j is not a cursor", (cursor) => {
  expect(readCursor(cursor, ALL)).toBe("malformed");
});

test("a cursor of another order, search or filter is refused", () => {
  const cursor = cursorAfter({ value: "a", caseId: "a" }, ALL);
  expect(readCursor(cursor, { ...ALL, sort: "-id" })).toBe("of_another_list");
  expect(readCursor(cursor, { ...ALL, words: ["a"] })).toBe("of_another_list");
  expect(readCursor(cursor, { ...ALL, filter: "no_report" })).toBe("of_another_list");
});
