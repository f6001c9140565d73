import { describe, expect, it } from "vitest";
import { faultWith, readWith, type Place } from "./one-change.ts";

const at = (map: string): Place => ({ artifact: "overlay_bundle", path: [map, "values"] });
const whole = (height: number, width: number) =>
  `${height} rows of ${width} numbers, as height and width say, or a placeholder string`;

describe("a matrix", () => {
  // The evidence map is 1 row of 2 numbers, the heatmap 2 rows of 1.
  it.each([
    ["with a row too few", "heatmap", [[0]], "", whole(2, 1), "an array of 1"],
    [
      "with a row too many",
      "evidence_map",
      [
        [0, 0],
        [0, 0],
      ],
      "",
      whole(1, 2),
      "an array of 2",
    ],
    ["of null", "heatmap", null, "", whole(2, 1), "null"],
    ["of a number", "heatmap", 0, "", whole(2, 1), "0"],
    ["of an object", "heatmap", {}, "", whole(2, 1), "an object"],
    [
      "with a short row",
      "evidence_map",
      [[1]],
      "/0",
      "a row of 2 numbers, as width says",
      "an array of 1",
    ],
    [
      "that is ragged",
      "heatmap",
      [[0], [0, 1]],
      "/1",
      "a row of 1 numbers, as width says",
      "an array of 2",
    ],
    ["with a row of text", "heatmap", [[0], "0"], "/1", "a row of 1 numbers, as width says", '"0"'],
    ["with a gap", "evidence_map", [[1, null]], "/0/1", "a number", "null"],
    ["with a text", "evidence_map", [["1", 2]], "/0/0", "a number", '"1"'],
    [
      "of heat above 1",
      "heatmap",
      [[0], [1.00000001]],
      "/1/0",
      "a number from 0 to 1",
      "1.00000001",
    ],
    ["of heat below 0", "heatmap", [[-0.00000001], [1]], "/0/0", "a number from 0 to 1", "-1e-8"],
  ] as const)("%s is refused", async (_name, map, values, below, expected, received) => {
    expect(await faultWith(at(map), values)).toEqual({
      pointer: `/${map}/values${below}`,
      expected,
      received,
    });
  });

  it.each(["", "omitted: matrix not exported"])("may be the placeholder %j", async (text) => {
    for (const map of ["heatmap", "evidence_map"] as const) {
      const { artifacts } = await readWith(at(map), text);
      expect(artifacts.overlay_bundle[map].values).toBe(text);
    }
  });

  it("of heat may touch 0 and 1", async () => {
    const { artifacts } = await readWith(at("heatmap"), [[0], [1]]);
    expect(artifacts.overlay_bundle.heatmap.values).toEqual([[0], [1]]);
  });

  it("of evidence may hold any number", async () => {
    const { artifacts } = await readWith(at("evidence_map"), [[-1e6, 2 ** 40]]);
    expect(artifacts.overlay_bundle.evidence_map.values).toEqual([[-1e6, 2 ** 40]]);
  });
});
