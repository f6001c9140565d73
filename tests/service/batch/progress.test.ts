import { expect, test } from "vitest";
import { partsOf } from "../../../lib/service/batch/progress.ts";

const progress = { total: 1000, hits: 100, renders: 100, refused: 0, failed: 0 };

test("the rate counts only what this run did, and the rest is timed by it", () => {
  expect(partsOf(progress, 10_000)).toEqual({ rate: "20", left: "40 s", faults: "" });
  expect(partsOf(progress, 10_000, 190)).toEqual({ rate: "1.0", left: "13 min", faults: "" });
  expect(partsOf(progress, 100_000, 190).left).toBe("2 h 13 min");
  expect(partsOf(progress, 10_000, 200)).toMatchObject({ rate: "0.0", left: "?" });
});

test("refused and failed cases are counted if there are any", () => {
  const faults = partsOf({ ...progress, refused: 2, failed: 1 }, 10_000).faults;
  expect(faults).toBe(", 2 refused, 1 failed");
});
