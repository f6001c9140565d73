import { expect, test } from "vitest";
import { readRuns } from "../../../lib/report/model/runs.ts";

/** The settings of each run in the report. */
function settingsOf(...results: Parameters<typeof readRuns>[0]["results"] & object): unknown[] {
  return readRuns({ results }).flatMap(({ settings }) =>
    settings.map(({ axis, value }) => `${axis} ${value.label}`),
  );
}

test("a run has its value, decoded if only the encoded one is stated", () => {
  expect(settingsOf({ axis: "blur", value: 0.8, value_str: "0p8" })).toEqual(["blur 0.8"]);
  expect(settingsOf({ axis: "blur", value_str: "m0p25" })).toEqual(["blur -0.25"]);
  expect(settingsOf({ axis: "kernel", value: "a-b c", value_str: "abc" })).toEqual([
    "kernel a-b c",
  ]);
});

test("a value and an encoded form that contradict each other are both shown", () => {
  expect(settingsOf({ axis: "blur", value: 0.8, value_str: "0p9" })).toEqual([
    "blur 0.8 (written 0p9)",
  ]);
});

test("a run without a value says so, and one without an axis has no setting", () => {
  expect(settingsOf({ axis: "blur" })).toEqual(["blur not stated"]);
  expect(settingsOf({ seed: 1 })).toEqual([]);
});

test("a run of a ledger has a setting for each axis, and no result", () => {
  const [run] = readRuns({ runs: [{ axis_values: { blur: 1, noise: "low" }, seed: 7 }, {}] });
  expect(run?.settings.map(({ axis }) => axis)).toEqual(["blur", "noise"]);
  expect(run).toMatchObject({ number: 1, seed: "7", hash: undefined, preview: undefined });
});
