import { clamped, mean, rounded, variance } from "./figures.ts";
import { noiseFor } from "./random.ts";

/** Statistics of repeated answers, one for each seed: the surer the answer, the lower its entropy. */
export function monteCarlo(label: string, seeds: readonly number[]) {
  const noise = noiseFor(`${label}/monte-carlo`);
  const confidence = seeds.map(() => clamped(0.86 + 0.03 * (noise() + noise())));
  const entropy = confidence.map((value) => 0.2 + 1.6 * (1 - value) + 0.01 * noise());
  return {
    confidence: sampleStatistics(confidence),
    entropy: sampleStatistics(entropy),
    n_samples: seeds.length,
    seeds,
  };
}

function sampleStatistics(samples: readonly number[]) {
  const spread = rounded(variance(samples), 8);
  return {
    min: rounded(Math.min(...samples), 8),
    max: rounded(Math.max(...samples), 8),
    mean: rounded(mean(samples), 8),
    std: rounded(Math.sqrt(spread), 8),
    variance: spread,
  };
}
