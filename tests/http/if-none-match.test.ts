import { expect, test } from "vitest";
import { noneMatch } from "../../lib/http/headers.ts";

test.each([
  [undefined, true],
  ["", true],
  ['"b"', true],
  ["a", true],
  ['w/"a"', true],
  ['"a', true],
  ['"A"', true],
  ['"a"', false],
  ['W/"a"', false],
  ['"b","a"', false],
  ['"b" ,\tW/"a"', false],
  ["*", false],
  [" * ", false],
])("If-None-Match %j: that no entity tag matches is %j", (header, expected) => {
  expect(noneMatch(header, '"a"')).toBe(expected);
});
