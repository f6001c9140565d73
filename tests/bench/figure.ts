import * as v from "valibot";

const FigureSchema = v.object({
  what: v.string(),
  value: v.number(),
  unit: v.picklist(["times", "ms", "MB"]),
  /** The value that it should not exceed. */
  limit: v.exactOptional(v.number()),
});

/** One line of `npm run bench`. Ratios compare two things that were measured in the same run. */
export type Figure = Readonly<v.InferOutput<typeof FigureSchema>>;

/** @throws ValiError, SyntaxError */
export function parseFigures(json: string): Figure[] {
  return v.parse(v.array(FigureSchema), JSON.parse(json));
}

/** The figures of each subject, as `--json` writes them. @throws ValiError, SyntaxError */
export function parseSubjects(json: string): Record<string, Figure[]> {
  return v.parse(v.record(v.string(), v.array(FigureSchema)), JSON.parse(json));
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** How long `times` calls take, one after the other: the median, in milliseconds. */
export async function medianMs(times: number, call: () => unknown): Promise<number> {
  const durations: number[] = [];
  for (let index = 0; index < times; index++) {
    const start = performance.now();
    await call();
    durations.push(performance.now() - start);
  }
  return median(durations);
}
