import { expect, test } from "vitest";
import { sampleRanges } from "../../../functions/console/page/figures/sampling-model.ts";
import { samplesSentence } from "../../../lib/report/model/sampling.ts";
import { demoSource } from "../../report/sources.ts";

const given = demoSource("case_rich").artifacts.metrics.monte_carlo;
if (given === undefined) throw new TypeError("expected case_rich to have Monte Carlo statistics");

test("both ranges stand on a scale from 0 to 1, in words as in the report", () => {
  const [confidence, entropy] = sampleRanges(given);
  expect(confidence?.name).toBe("Confidence");
  expect(confidence).toMatchObject({
    min: expect.closeTo(0.80776429),
    max: expect.closeTo(0.91252075),
  });
  expect(entropy).toMatchObject({
    mean: expect.closeTo(0.4111125),
    deviation: { from: expect.closeTo(0.36473082), to: expect.closeTo(0.45749418) },
  });
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

test("a quantity that the case does not state in full has no range", () => {
  expect(sampleRanges({ ...given, entropy: { mean: 0.5 } }).map(({ name }) => name)).toEqual([
    "Confidence",
  ]);
});

test("values beyond 1 widen the scale, and a deviation is clipped to it", () => {
  const entropy = { min: 0, max: 4, mean: 3.5, std: 2, variance: 4 };
  const [, range] = sampleRanges({ ...given, entropy });
  expect(range?.max).toBe(1);
  expect(range?.mean).toBeCloseTo(3.5 / 4);
  expect(range?.deviation.to).toBe(1);
  expect(range?.marks.at(-1)?.label).toBe("4");
});

test("the samples and their seeds are a sentence", () => {
  expect(samplesSentence(given)).toMatch(/^12 samples\. Seeds: 7, 11, 13/);
  expect(samplesSentence({ ...given, seeds: [] })).toBe("12 samples.");
  expect(samplesSentence({})).toBeUndefined();
});
