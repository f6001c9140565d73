import { expect, test } from "vitest";
import { nearName } from "../lib/near-name.ts";

const NAMES = ["PORT", "HOST", "LOG_LEVEL", "CLARITY_STORE", "CLARITY_BUCKET", "CLARITY_CACHE_DIR"];

test.each([
  ["CLARITY_BUKCET", "CLARITY_BUCKET"],
  ["CLARITY_BUCKETS", "CLARITY_BUCKET"],
  ["CLARITY_BUKET", "CLARITY_BUCKET"],
  ["CLARITY_STOREE", "CLARITY_STORE"],
  ["CLARITY_store", "CLARITY_STORE"],
  ["CLARITY_CACHEDIR", "CLARITY_CACHE_DIR"],
  ["CLARITY_CLARITY_STORE", undefined],
  ["CLARITY_PORT", "PORT"],
  ["CLARITY_LOGLEVEL", "LOG_LEVEL"],
  ["CLARITY_ROOT", undefined],
  ["CLARITY_AUTHOR", undefined],
  ["CLARITY_", undefined],
  ["CLARITY_X", undefined],
  [`CLARITY_${"STORE".repeat(1_000)}`, undefined],
])("the name nearest to %s is %s", (written, meant) => {
  expect(nearName(written, NAMES)).toBe(meant);
});

test("the nearest of several names wins, and the first of equally near ones", () => {
  expect(nearName("CLARITY_ABCDEF", ["ABCDXX", "ABCDEX", "ABCDEY"])).toBe("ABCDEX");
  expect(nearName("CLARITY_ABCDEF", [])).toBeUndefined();
});
