import { expect, test } from "vitest";
import { preferredWaitSeconds } from "../../lib/http/headers.ts";

test.each([
  ["wait=20", 20],
  ["wait=0", 0],
  ["WAIT=20", 20],
  ["Wait = 20", 20],
  ['wait="20"', 20],
  ["  wait=20  ", 20],
  ["wait=20;why=impatient", 20],
  ["wait=20 ; a ; b=c", 20],
  ["respond-async, wait=20", 20],
  ["wait=20, respond-async", 20],
  ["respond-async,wait=20,handling=lenient", 20],
  ['greeting="a, wait=5", wait=20', 20],
  ['greeting="say \\"wait=5, now\\"", wait=20', 20],
  ['respond-async; wait=5; note="x, wait=6", wait=20', 20],
  [", ,wait=20,", 20],
  ["wait=7, wait=20", 7],
  ["wait=0020", 20],
  ["wait=25", 25],
  ["wait=26", 25],
  ["wait=99999999999999999999999", 25],
])("Prefer: %s asks to wait for %i s", (header, seconds) => {
  expect(preferredWaitSeconds(header)).toBe(seconds);
});

test.each([
  "",
  "wait",
  "wait=",
  'wait=""',
  "wait=-1",
  "wait=+1",
  "wait=1.5",
  "wait=1e3",
  "wait=0x10",
  "wait=soon",
  "wait=2 0",
  "wait=٣",
  "wait=20s",
  "waiting=20",
  "await=20",
  "x-wait=20",
  "respond-async; wait=20",
  "return=minimal",
  'greeting="wait=20"',
  "wait=soon, wait=20",
  "wait, wait=20",
  "=20",
])("Prefer: %s asks for no wait", (header) => {
  expect(preferredWaitSeconds(header)).toBeUndefined();
});

test("a request without the header does not ask to wait", () => {
  expect(preferredWaitSeconds(undefined)).toBeUndefined();
});

test.each([
  ["before the limit", `wait=20, ${"x".repeat(2000)}`, 20],
  ["beyond the limit", `${"x".repeat(1024)}, wait=20`, undefined],
  ["at the limit", `${"x".repeat(1015)}, wait=20`, 20],
  ["cut off by the limit", `${"x".repeat(1016)}, wait=20`, undefined],
])(
  "only the first 1,024 characters of a long header count: a wait %s",
  (_what, header, seconds) => {
    expect(preferredWaitSeconds(header)).toBe(seconds);
  },
);

// Were any of these quadratic in its length, this would take days: no time is measured.
test.each([
  ["quotes with a backslash", '"\\'],
  ["quotes", '"'],
  ["backslashes", "\\"],
  ["spaces", "wait "],
  ["commas", ","],
])("a header of millions of %s is read once", (_what, piece) => {
  expect(preferredWaitSeconds(`x="${piece.repeat(4_000_000)}`)).toBeUndefined();
});
