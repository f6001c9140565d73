import { describe, expect, it } from "vitest";
import { faultWith, readWith, type Place } from "./one-change.ts";

const at = (map: string): Place => ({ artifact: "overlay_bundle", path: [map, "values"] });
describe("a matrix", () => {
  it.each([
    ["of a number", 0, "", "rows of numbers or a placeholder string", "0"],
    ["of an object", {}, "", "rows of numbers or a placeholder string", "an object"],
    ["of numbers alone", [1, 2], "/0", "a row of numbers", "1"],
    [
      "with a shorter row",
      [[0, 1], [0]],
      "/1",
      "a row of 2 numbers, as the first row",
      "an array of 1",
    ],
    [
      "with a longer row",
      [[0], [0, 1]],
      "/1",
      "a row of 1 numbers, as the first row",
      "an array of 2",
    ],
    ["with a row of text", [[0], "0"], "/1", "a row of numbers", '"0"'],
    ["with a gap", [[1, null]], "/0/1", "a number", "null"],
    ["with a text", [["1", 2]], "/0/0", "a number", '"1"'],
  ] as const)("%s is refused", async (_name, values, below, expected, received) => {
    for (const map of ["heatmap", "evidence_map"] as const) {
      const pointer = `/${map}/values${below}`;
      expect(await faultWith(at(map), values)).toEqual({ pointer, expected, received });
    }
  });

  it.each([
    ["the empty placeholder", ""],
    ["a placeholder", "omitted: matrix not exported"],
    ["no rows", []],
    ["rows without numbers", [[], []]],
    ["another size than width and height say", [[1], [2], [3]]],
    ["numbers outside 0 to 1", [[-1e6, 1.0000001192092896, 2 ** 40]]],
  ] as const)("may be %s", async (_name, values) => {
    for (const map of ["heatmap", "evidence_map"] as const) {
      const { artifacts } = await readWith(at(map), values);
      expect(artifacts.overlay_bundle?.[map]).toHaveProperty("values");
    }
  });

  it("may be without values, or with null for them", async () => {
    for (const values of [undefined, null]) {
      const { artifacts } = await readWith(at("heatmap"), values);
      expect(artifacts.overlay_bundle?.heatmap?.values).toBeUndefined();
    }
  });
});
