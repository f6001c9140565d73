import { describe, expect, it } from "vitest";
import { faultWith, readWith, type Place } from "./one-change.ts";

const at = (map: string): Place => ({ artifact: "overlay_bundle", path: [map, "values"] });
const WHOLE = "rows of numbers or a placeholder string";
const ROW = "a row of numbers";

describe("a matrix", () => {
  it.each([
    ["of a number", 0, "", WHOLE, "0"],
    ["of an object", {}, "", WHOLE, "an object"],
    [
      "that is ragged",
      [[0], [0, 1]],
      "/1",
      "a row of 1 numbers, as the first row",
      "an array of 2",
    ],
    ["with a row of text", [[0], "0"], "/1", ROW, '"0"'],
    ["with a gap", [[1, null]], "/0/1", "a number", "null"],
    ["with a text", [["1", 2]], "/0/0", "a number", '"1"'],
  ] as const)("%s is refused", async (_name, values, below, expected, received) => {
    for (const map of ["heatmap", "evidence_map"]) {
      const pointer = `/${map}/values${below}`;
      expect(await faultWith(at(map), values)).toEqual({ pointer, expected, received });
    }
  });

  it.each([
    ["a placeholder", "omitted: matrix not exported"],
    ["an empty placeholder", ""],
    ["of another size than height and width say", [[1], [2], [3]]],
    ["with values beyond 0 and 1", [[-1e6, 2 ** 40, 1.02]]],
    ["without rows", []],
    ["with empty rows", [[], []]],
  ])("%s is accepted, because the report shows it", async (_name, values) => {
    for (const map of ["heatmap", "evidence_map"] as const) {
      const { artifacts } = await readWith(at(map), values);
      expect(artifacts.overlay_bundle?.[map]?.values).toEqual(values);
    }
  });
});
