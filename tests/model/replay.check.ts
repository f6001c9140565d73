import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { makeFolder, removeFolder } from "../store/temp-folder.ts";
import { MOST_PROCESSES, RecordedRun } from "./recorded-run.ts";
import { traceLines, type RecordedEvent } from "./recorder.ts";
import { follow } from "./spin.ts";

const SEEDS = 150;
/** Large enough for every recorded run. */
const SIZE = { CALLERS: MOST_PROCESSES, ATTEMPTS: 4, SLOTS: 4, GENERATIONS: 8 };

/** The traces that the model does not follow to their ends, with the events that it could follow. */
async function rejected(runs: readonly (readonly RecordedEvent[][])[], signal: AbortSignal) {
  const folder = await makeFolder();
  try {
    const file = join(folder, "traces");
    const lines = runs.flatMap((run) => ["trace", ...traceLines(run, MOST_PROCESSES)]);
    await writeFile(file, `${lines.join("\n")}\n`);
    const followed = await follow(SIZE, file, signal);
    expect(followed).toHaveLength(runs.length);
    return followed.flatMap(({ followed: count, events }, nth) => {
      return count === events ? [] : [`trace ${nth}: ${count} of ${events} events`];
    });
  } finally {
    await removeFolder(folder);
  }
}

it(`the model allows what the code did in ${SEEDS} simulated runs`, async ({ signal }) => {
  const runs: RecordedEvent[][][] = [];
  for (let seed = 0; seed < SEEDS; seed++) {
    const run = new RecordedRun(seed);
    await run.run();
    runs.push(run.events);
  }
  expect(runs.flat(2).length).toBeGreaterThan(SEEDS * 10);
  expect(await rejected(runs, signal)).toEqual([]);
});

it("the model rejects a run in which the second look after a take-over is missing", async ({
  signal,
}) => {
  const runs: RecordedEvent[][][] = [];
  for (let seed = 0; seed < 50; seed++) {
    const run = new RecordedRun(seed);
    await run.run();
    runs.push(run.events.map(withoutSecondLook));
  }
  expect(await rejected(runs, signal)).not.toEqual([]);
});

/** The events of a process without those that read results between the creation of a later generation and a production. */
function withoutSecondLook(events: RecordedEvent[]): RecordedEvent[] {
  return events.filter(({ kind, outcome }, nth) => {
    const before = events[nth - 1];
    const isLook = kind === 11 && outcome === "absent";
    return !(isLook && before?.kind === 2 && before.generation > 0 && before.outcome === "created");
  });
}
