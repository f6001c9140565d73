import { manifestOf } from "../../service/batch/manifest.ts";
import type { Pace } from "../../service/batch/pace.ts";
import { runBatch, type BatchOptions, type BatchOutcome } from "../../service/batch/run-batch.ts";
import { messageOf } from "../../service/messages.ts";
import type { OutputFile } from "../../store/file/output-file.ts";
import { EXIT } from "../exit-codes.ts";
import { print, type AnswerOptions, type Io } from "../io.ts";
import { batchAnswer, type WrittenTo } from "./answer.ts";
import { untilInterrupted } from "./interrupt.ts";
import { batchDisplay } from "./progress.ts";

/** Where the reports of a batch come from. */
export interface BatchReports {
  /** Opens the store, so that a store that cannot be opened ends the batch before its first case. */
  readonly open?: () => Promise<unknown>;
  readonly reportOf: BatchOptions["reportOf"];
  readonly pace: Pace;
  /** Stores a manifest; absent for another service, whose store this command cannot write to. */
  readonly store?: (manifest: ReturnType<typeof manifestOf>) => Promise<string>;
}

interface CarryOutOptions extends AnswerOptions {
  readonly maxFailures?: number;
}

interface Surroundings {
  readonly io: Io;
  /** Where to write the manifest. */
  readonly file?: OutputFile & { readonly name: string };
  /** Where the reports are written; absent when they are only stored. */
  readonly folder?: WrittenTo;
}

/**
 * Runs a batch until it is complete or interrupted, keeps its manifest and prints what it did.
 *
 * @param caseIds sorted, each once
 * @returns the exit code
 * @throws ClarityError of `runBatch` and `storeManifest`
 */
export async function carryOut(
  caseIds: readonly string[],
  reports: BatchReports,
  options: CarryOutOptions,
  { io, file, folder }: Surroundings,
): Promise<number> {
  await reports.open?.();
  const interruption = untilInterrupted();
  try {
    const outcome = await run(caseIds, reports, { ...options, signal: interruption.signal }, io);
    const kept = isComplete(outcome) ? await keep(outcome, reports, file) : undefined;
    const answer = batchAnswer(outcome, kept, folder);
    await print(io, answer, options);
    return interruption.exitCode() ?? answer.exitCode ?? EXIT.done;
  } finally {
    interruption.end();
  }
}

async function run(
  caseIds: readonly string[],
  { reportOf, pace }: BatchReports,
  options: CarryOutOptions & { readonly signal: AbortSignal },
  io: Io,
): Promise<BatchOutcome> {
  const { signal, maxFailures = Number.POSITIVE_INFINITY } = options;
  const display = batchDisplay(io, caseIds.length, options);
  try {
    const parts = { caseIds, reportOf, pace, maxFailures, signal };
    return await runBatch({ ...parts, observe: display.show, detailOf: messageOf });
  } finally {
    display.end();
  }
}

/** Only a complete batch has a manifest that another one repeats. */
function isComplete({ stopped, failures }: BatchOutcome): boolean {
  return stopped === undefined && failures.length === 0;
}

async function keep(
  { entries }: BatchOutcome,
  { store }: BatchReports,
  file: Surroundings["file"],
) {
  const manifest = manifestOf(entries);
  await file?.write(new TextEncoder().encode(manifest.text));
  return { hash: manifest.hash, name: await store?.(manifest), file };
}
