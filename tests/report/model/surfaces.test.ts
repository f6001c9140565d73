import { expect, test } from "vitest";
import { readSurface } from "../../../lib/report/model/axes.ts";
import { merged } from "../../../lib/report/model/merge.ts";
import { confidenceSurface, entropySurface, robustnessSurface } from "../shapes.ts";

test("the surfaces of an axis are merged, and each point has the values of all of them", () => {
  const { present } = readSurface(
    {
      robustness: robustnessSurface(),
      confidence: confidenceSurface(),
      entropy: entropySurface(),
    },
    [],
    { esi: 0.91, drift: 0.07 },
  );
  const [brightness] = present?.axes ?? [];
  expect(present?.axes.map(({ name }) => name)).toEqual(["brightness", "contrast"]);
  expect(brightness).toMatchObject({ meanEsi: 0.8125, meanCsi: 0.9925, meanEdm: 0.0125 });
  expect(brightness?.points.map(({ value }) => value.number)).toEqual([0.8, 1, 1.2, 10]);
  expect(brightness?.points[0]).toMatchObject({
    esi: 0.91,
    drift: 0.07,
    unperturbed: true,
    csi: 0.99,
    meanConfidence: 0.8061,
    confidenceVariance: 0.00046,
    edm: 0.011,
    meanEntropy: 4.981,
    entropyVariance: 0.00097,
  });
});

test("a number and its encoded text are one point, and a point of only one surface is separate", () => {
  const { present } = readSurface(
    {
      robustness: { axes: [{ axis: "a", points: [{ value: "0p8", esi: 1 }] }] },
      confidence: {
        confidence_surfaces: [{ axis: "a", points: [{ value: 0.8, csi: 0.5 }, { value: "2p0" }] }],
      },
    },
    [],
    {},
  );
  const points = present?.axes[0]?.points ?? [];
  expect(points.map(({ value, esi, csi }) => [value.label, esi, csi])).toEqual([
    ["0.8", 1, 0.5],
    ["2", undefined, undefined],
  ]);
});

test("items with the same key are paired one by one, in the order of each list", () => {
  const lists = [
    [
      ["a", "1"],
      ["a", "2"],
      ["b", "3"],
    ],
    [
      ["c", "4"],
      ["a", "5"],
      ["a", "6"],
      ["a", "7"],
    ],
  ] as const;
  const joined = merged<readonly [key: string, texts: string]>(
    lists,
    ([key]) => key,
    ([key, one], [, other]) => [key, one + other],
  );
  expect(joined).toEqual([
    ["a", "15"],
    ["a", "26"],
    ["b", "3"],
    ["c", "4"],
    ["a", "7"],
  ]);
});
