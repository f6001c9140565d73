import * as fc from "fast-check";

/**
 * Every run checks the same inputs. `FAST_CHECK_SEED=<number>` tries others; a failure prints the seed,
 * the path to the failing input and the smallest input that fails.
 */
const SEED = Number(process.env["FAST_CHECK_SEED"] ?? 20_261_107);

export function holds<Input>(property: fc.IProperty<Input>, numRuns: number): void {
  fc.assert(property, { seed: SEED, numRuns });
}

/** As `holds`, for a property that takes time. */
export async function holdsInTime<Input>(
  property: fc.IAsyncProperty<Input>,
  numRuns: number,
): Promise<void> {
  await fc.assert(property, { seed: SEED, numRuns });
}
