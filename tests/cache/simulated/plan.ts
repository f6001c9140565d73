import type { Weather } from "./network.ts";
import type { Random } from "./random.ts";

/** The world of a seed. Each fault is on or off, so that no fault hides behind another one. */
export interface Plan {
  readonly hosts: number;
  readonly keys: readonly string[];
  readonly calls: number;
  readonly mishaps: readonly Mishap[];
  /** How many owners of each key claimed and died long before. */
  readonly past: number;
  readonly leaseMs: number;
  readonly concurrency: number;
  /** How long there are faults, in virtual milliseconds. */
  readonly chaosMs: number;
  /** By how much the store's answers disagree on the time, either way. */
  readonly jitterMs: number;
  readonly isClockHonest: boolean;
  readonly isOneMachine: boolean;
  readonly weather: Weather;
  /** Probabilities that a production throws, is interrupted, outlasts its lease, or kills its process. */
  readonly failing: number;
  readonly interrupted: number;
  readonly lasting: number;
  readonly deadly: number;
}

/** To a process, a stored result, a stored claim, or the store's clock. */
export type Mishap = "pause" | "kill" | "damage" | "smudge" | "jump";

export function drawPlan(random: Random): Plan {
  const rate = (most: number) => (random.chance(0.4) ? random.between(0, most) : 0);
  const isClockHonest = random.chance(0.6);
  const weather = {
    failed: rate(0.2),
    lost: rate(0.3),
    late: rate(0.3),
    repeated: rate(0.4),
    crash: rate(0.1),
    slow: rate(0.4),
    garbled: rate(0.3),
  };
  return {
    hosts: random.integer(2, 4),
    keys: random.pick([["one"], ["one", "two"]]),
    calls: random.integer(3, 20),
    mishaps: drawMishaps(random, isClockHonest),
    past: random.pick([0, 0, 0, 1, 11]),
    leaseMs: random.pick([2_000, 10_000, 30_000]),
    concurrency: random.integer(1, 2),
    chaosMs: random.pick([5_000, 60_000, 240_000]),
    jitterMs: random.pick([0, 1_000]),
    isClockHonest,
    isOneMachine: random.chance(0.5),
    weather,
    failing: rate(0.5),
    interrupted: rate(0.5),
    lasting: rate(0.5),
    deadly: rate(1),
  };
}

function drawMishaps(random: Random, isClockHonest: boolean): Mishap[] {
  const kinds: Mishap[] = isClockHonest ? [] : ["jump"];
  for (const kind of ["pause", "kill", "damage", "smudge"] as const) {
    if (random.chance(0.4)) kinds.push(kind);
  }
  return kinds.flatMap((kind) => Array.from({ length: random.integer(1, 9) }, () => kind));
}

/** Whether nothing at all goes wrong: then every key is produced exactly once. */
export function isFair({ mishaps, weather, isClockHonest, ...plan }: Plan): boolean {
  const rates = [
    ...Object.values({ ...weather }),
    plan.failing,
    plan.interrupted,
    plan.lasting,
    plan.deadly,
  ];
  return isClockHonest && mishaps.length === 0 && rates.every((one) => one === 0);
}
