import { createHash } from "node:crypto";
import { clamped, rounded } from "./figures.ts";
import { noiseFor } from "./random.ts";

/** A value of a swept axis, and how CLARITY encodes it. */
interface SweptValue {
  readonly value: number | string;
  readonly encoded: string;
  /** 0 for the unperturbed image and 1 for the farthest. */
  readonly strength: number;
}

export interface SweptAxis {
  readonly axis: string;
  readonly values: readonly SweptValue[];
  /** How much the model minds, from 0 to 1. */
  readonly sensitivity: number;
}

interface SweepRequest {
  /** Names the noise: the same label gives the same runs. */
  readonly label: string;
  readonly axes: readonly SweptAxis[];
  readonly seeds: readonly number[];
}

/** One run of the model, as a sweep in rich mode keeps it. */
export interface Run extends SweptValue {
  readonly axis: string;
  readonly seed: number;
  readonly confidence: number;
  readonly entropy: number;
  readonly mean_logprob: number;
  readonly token_count: number;
  /** Whether its answer is the baseline's. */
  readonly same_answer: boolean;
  /** Normalised distance of its justification from the baseline's. */
  readonly distance: number;
  readonly hash: string;
}

/** Entropy of the answer to the unperturbed image. */
export const BASELINE_ENTROPY = 1.82;

/** Every value of every axis with every seed, axes in the order of their names. */
export function runsOf({ label, axes, seeds }: SweepRequest): readonly Run[] {
  const noise = noiseFor(`${label}/runs`);
  const sorted = axes.toSorted((one, other) => (one.axis < other.axis ? -1 : 1));
  return sorted.flatMap(({ axis, values, sensitivity }) =>
    values.flatMap((value) =>
      seeds.map((seed) => {
        const effect = sensitivity * response(value.strength);
        return {
          ...value,
          axis,
          seed,
          confidence: rounded(clamped(0.91 - 0.34 * effect + (0.02 + 0.2 * effect) * noise()), 8),
          entropy: rounded(BASELINE_ENTROPY + 1.3 * effect + 0.04 * noise(), 8),
          mean_logprob: rounded(-0.21 - 0.3 * effect + 0.01 * noise(), 8),
          token_count: 186 + Math.floor(24 * noise()),
          same_answer: effect + 0.2 * noise() < 0.42,
          distance: rounded(clamped(0.03 + 0.62 * effect + 0.03 * noise()), 8),
          hash: sha256(`${label}/${axis}/${value.encoded}/${seed}`),
        };
      }),
    ),
  );
}

/** 0 at 0, 1 at 1, steeper towards the end. A polynomial: Math.pow differs between processors. */
function response(strength: number): number {
  return strength * (0.35 + 0.65 * strength);
}

/** What stands for the hash of a run that never was. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
