import { expect, test } from "vitest";
import { sampleRanges } from "../../../functions/console/page/figures/sampling-model.ts";

const statistics = { min: 0.808, max: 0.913, mean: 0.868, std: 0.029, variance: 0.000841 };
const given = {
  confidence: statistics,
  entropy: { min: 0.2, max: 0.5, mean: 0.35, std: 0.1, variance: 0.01 },
  n_samples: undefined,
  seeds: undefined,
};

test("both ranges are on a scale from 0 to 1, with the words of the report", () => {
  const [confidence, entropy] = sampleRanges(given);
  expect(confidence?.name).toBe("Confidence");
  expect(confidence?.min).toBeCloseTo(given.confidence.min);
  expect(confidence?.max).toBeCloseTo(given.confidence.max);
  expect(entropy?.mean).toBeCloseTo(given.entropy.mean);
  expect(entropy?.deviation.from).toBeCloseTo(given.entropy.mean - given.entropy.std);
  expect(entropy?.deviation.to).toBeCloseTo(given.entropy.mean + given.entropy.std);
  expect(confidence?.marks.map(({ label }) => label)).toEqual([
    "0.0",
    "0.2",
    "0.4",
    "0.6",
    "0.8",
    "1.0",
  ]);
  expect(confidence?.words).toBe("from 0.808 to 0.913, mean 0.868, standard deviation 0.029");
});

test("values beyond 1 widen the scale, and a deviation is clipped to it", () => {
  const entropy = { min: 0, max: 4, mean: 3.5, std: 2, variance: 4 };
  const [, range] = sampleRanges({ ...given, entropy });
  expect(range?.max).toBe(1);
  expect(range?.mean).toBeCloseTo(3.5 / 4);
  expect(range?.deviation.to).toBe(1);
  expect(range?.marks.at(-1)?.label).toBe("4");
});

test("an incomplete quantity has no range", () => {
  const entropy = { ...given.entropy, std: undefined };
  expect(sampleRanges({ ...given, entropy }).map(({ name }) => name)).toEqual(["Confidence"]);
  expect(sampleRanges({ ...given, confidence: undefined, entropy: undefined })).toEqual([]);
});
