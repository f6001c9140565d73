import { join } from "node:path";
import type { CaseContent } from "../case/cases.ts";
import type { DigestInput } from "../case/digest.ts";
import { ClarityError } from "../errors.ts";
import { tasksHere, type CaseTasks } from "./case-tasks.ts";
import { resultOf, type TaskAnswer } from "./task-answer.ts";
import { ThreadEndedError, Threads } from "./threads.ts";

/** Identifies the build that this bundle is part of; sources that run as they are have none. */
declare const BUILD_ID: string | undefined;

/** A smaller case is checked and hashed in this thread: that takes less time than to hand it over. */
const LARGE_BYTES = 64 * 1024;
/** Enough for the largest case within the limits (docs/case-format.md). Beyond it the thread ends, not the process. */
const HEAP_MB = 384;

/** What a thread is sent. */
export type TaskCall =
  | { readonly name: "digest" | "summarise"; readonly input: DigestInput }
  | { readonly name: "check" | "render"; readonly input: CaseContent };

interface ThreadOptions {
  /** The bundle of lib/service/task-worker.ts. */
  readonly script: string;
  /** The build that the script has to be of. */
  readonly build: string;
  /** Reports that are rendered at once. */
  readonly renderConcurrency: number;
  /** The most memory that the objects of one thread may take, in MiB. */
  readonly heapMb?: number;
}

/**
 * The tasks of this build: large cases in threads, so that the process goes on answering meanwhile. Sources
 * that run as they are, such as those of a test, have no bundle for a thread and run every task here.
 */
export function caseTasks(renderConcurrency = 1): CaseTasks {
  if (typeof BUILD_ID === "undefined") return tasksHere;
  return tasksInThreads({
    script: join(__dirname, "worker.cjs"),
    build: BUILD_ID,
    renderConcurrency,
  });
}

/** Tasks in threads that start at the first use. One thread hashes, others render: neither waits for the other. */
export function tasksInThreads(options: ThreadOptions): CaseTasks {
  const { script, build, renderConcurrency, heapMb = HEAP_MB } = options;
  const limits = {
    workerData: build,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
  };
  const hashing = new Threads(script, 1, limits);
  const rendering = new Threads(script, renderConcurrency, limits);
  return {
    digest: async (input) =>
      isLarge(input)
        ? await runOn(hashing, { name: "digest", input })
        : await tasksHere.digest(input),
    summarise: async (input) =>
      isLarge(input)
        ? await runOn(hashing, { name: "summarise", input })
        : await tasksHere.summarise(input),
    check: async (input) =>
      hasLongTexts(input)
        ? await runOn(hashing, { name: "check", input })
        : await tasksHere.check(input),
    render: async (input) => await run(rendering, { name: "render", input }),
  };
}

function isLarge({ files }: DigestInput): boolean {
  return files.reduce((total, { body }) => total + body.length, 0) > LARGE_BYTES;
}

function hasLongTexts({ texts }: CaseContent): boolean {
  return Object.values(texts).reduce((total, text) => total + text.length, 0) > LARGE_BYTES;
}

/** @throws ClarityError `internal` about this case alone when it ended the thread */
async function runOn<T>(threads: Threads, call: TaskCall): Promise<T> {
  try {
    return await run(threads, call);
  } catch (error) {
    if (!(error instanceof ThreadEndedError)) throw error;
    const { caseId } = call.input;
    const message = `Case ${caseId} could not be checked: the work ended unexpectedly, probably for lack of memory. The log has the details.`;
    throw new ClarityError("internal", message, { cause: error, details: { case_id: caseId } });
  }
}

/**
 * @throws ThreadEndedError when the thread ended at its work: a render that does so has failed
 * @throws ClarityError `no_capacity` when the thread could not be started, and what the task throws
 */
async function run<T>(threads: Threads, call: TaskCall): Promise<T> {
  try {
    return resultOf(await threads.ask<TaskAnswer<T>>(call));
  } catch (error) {
    if (!(error instanceof ThreadEndedError) || error.started) throw error;
    const message =
      "This process could not start a thread. Try again; if this persists, the operator has to give it more memory or reinstall the service.";
    throw new ClarityError("no_capacity", message, { cause: error, retryAfterSeconds: 5 });
  }
}
