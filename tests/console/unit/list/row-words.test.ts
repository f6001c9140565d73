import { expect, test } from "vitest";
import {
  checksCell,
  placeWords,
  recordCell,
  reportCell,
} from "../../../../functions/console/page/list/row-words.ts";
import { RECORD_SUMMARIES } from "../../../../lib/case/record.ts";

test("the place of an extreme is its axis and the value that the case encodes", () => {
  expect(placeWords({ axis: "contrast", value: "0p8", figure: 0.5 })).toBe("contrast = 0.8");
  expect(placeWords({ axis: "shift", value: "m0p25", figure: 0.5 })).toBe("shift = −0.25");
  expect(placeWords({ axis: "", value: "left", figure: 0.5 })).toBe("axis without a name = left");
});

test("only what a reader should look at stands out", () => {
  expect(checksCell({ hold: 11, fail: 0, unchecked: 34 })).toMatchObject({ words: "11 hold" });
  expect(checksCell({ hold: 11, fail: 1, unchecked: 33 })).toMatchObject({
    words: "1 does not hold",
    tone: "bad",
  });
  expect(checksCell({ hold: 1, fail: 2, unchecked: 0 }).words).toBe("2 do not hold");
  expect(recordCell("differs")).toMatchObject({ words: "Differs", tone: "bad" });
  expect(new Set(RECORD_SUMMARIES.map((record) => recordCell(record).words)).size).toBe(6);
});

test("what is not known yet is not said to be missing", () => {
  const key = "a".repeat(64);
  for (const cell of [
    checksCell(null),
    recordCell(null),
    reportCell({ report: null, key: null }),
  ]) {
    expect(cell.words).toBe("Not read yet");
  }
  expect(reportCell({ report: null, key }).words).toBe("Unknown");
  expect(reportCell({ report: "missing", key }).words).toBe("None yet");
  expect(reportCell({ report: "ready", key }).words).toBe("Ready");
});
