import { join } from "node:path";
import type { CaseContent } from "../case/cases.ts";
import type { DigestInput } from "../case/digest.ts";
import { ClarityError } from "../errors.ts";
import { Turns } from "../store/file/turns.ts";
import { tasksHere, type CaseTasks } from "./case-tasks.ts";
import { resultOf, type TaskAnswer } from "./task-answer.ts";
import { ThreadEndedError, Threads } from "./threads.ts";

/** Identifies the build that this bundle is part of; sources that run as they are have none. */
declare const BUILD_ID: string | undefined;

/** Smaller inputs are checked and hashed in this thread, which takes less time than sending them to another. */
const HANDED_OVER_BYTES = 64 * 1024;
/** Starting a thread takes less time than checking and hashing this much. */
const LARGE_BYTES = 4 * 1024 * 1024;
/** Enough for the largest valid case (docs/case-format.md). Beyond it the thread ends, but not the process. */
const HEAP_MB = 384;

/** The message to a thread. */
export type TaskCall = CaseTask | { readonly name: "prepareRender" };

/** A task on a case. */
type CaseTask =
  | { readonly name: "digest"; readonly input: DigestInput }
  | { readonly name: "summarise"; readonly input: DigestInput }
  | { readonly name: "check"; readonly input: CaseContent }
  | { readonly name: "render"; readonly input: CaseContent };

interface ThreadOptions {
  /** The bundle of lib/service/task-worker.ts. */
  readonly script: string;
  /** The build that the script must belong to. */
  readonly build: string;
  /** How many reports are rendered at once. */
  readonly renderConcurrency: number;
  /** The most memory that the objects of one thread may take, in MiB. */
  readonly heapMb?: number;
}

/**
 * The tasks of this build. Large cases run in threads, so that the process can respond meanwhile. Unbundled sources,
 * such as those of a test, have no bundle for a thread and run every task here.
 */
export function caseTasks(renderConcurrency = 1): CaseTasks {
  if (typeof BUILD_ID === "undefined") return tasksHere;
  return tasksInThreads({
    script: join(__dirname, "worker.cjs"),
    build: BUILD_ID,
    renderConcurrency,
  });
}

/** Threads that check and hash: with two, a small case does not wait for a large one. */
const HASHING_THREADS = 2;

/** Tasks in threads that start when they are needed. Only one task that needs much memory runs at a time. */
export function tasksInThreads(options: ThreadOptions): CaseTasks {
  const { script, build, renderConcurrency, heapMb = HEAP_MB } = options;
  const limits = {
    workerData: build,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
  };
  const largeTasks = new Turns(1);
  const hashing = { threads: new Threads(script, HASHING_THREADS, limits), largeTasks };
  let preparing: Promise<void> | undefined;
  const rendering = { threads: new Threads(script, renderConcurrency, limits), largeTasks };
  return {
    digest: async (input) =>
      isSmall(input)
        ? await tasksHere.digest(input)
        : await runOn(hashing, { name: "digest", input }),
    summarise: async (input) =>
      isSmall(input)
        ? await tasksHere.summarise(input)
        : await runOn(hashing, { name: "summarise", input }),
    check: async (input) =>
      charactersOf(input) <= HANDED_OVER_BYTES
        ? await tasksHere.check(input)
        : await runOn(hashing, { name: "check", input }),
    prepareRender: async () => {
      // Another thread would load the renderer once more.
      preparing ??= rendering.threads
        .ask({ name: "prepareRender" })
        .then(noMatter, noMatter)
        .finally(() => (preparing = undefined));
      await preparing;
    },
    render: async (input) => {
      await preparing;
      return await run(rendering, { name: "render", input });
    },
  };
}

function noMatter(): void {}

function isSmall(input: DigestInput): boolean {
  return bytesOf(input) <= HANDED_OVER_BYTES;
}

interface TaskPool {
  readonly threads: Threads;
  readonly largeTasks: Turns;
}

function bytesOf({ files }: DigestInput): number {
  return files.reduce((total, { body }) => total + body.length, 0);
}

function isLarge({ input }: CaseTask): boolean {
  return ("files" in input ? bytesOf(input) : charactersOf(input)) > LARGE_BYTES;
}

/** Transfers a large file instead of copying it. Copies a small one, because it may share its buffer. */
function buffersOf({ input }: CaseTask): ArrayBuffer[] {
  if (!("files" in input)) return [];
  const buffers = input.files.flatMap(({ body: { buffer, length } }) =>
    buffer instanceof ArrayBuffer && length > HANDED_OVER_BYTES ? [buffer] : [],
  );
  return [...new Set(buffers)];
}

function charactersOf({ texts }: CaseContent): number {
  return Object.values(texts).reduce((total, text) => total + text.length, 0);
}

/** @throws ClarityError `internal` for this case only, when it ended the thread */
async function runOn<T>(pool: TaskPool, call: CaseTask): Promise<T> {
  try {
    return await run(pool, call);
  } catch (error) {
    if (!(error instanceof ThreadEndedError)) throw error;
    const { caseId } = call.input;
    const details = { case_id: caseId };
    throw new ClarityError("internal", undefined, {
      reason: "thread_ended",
      cause: error,
      details,
    });
  }
}

/**
 * @throws ThreadEndedError when the thread ended during its work, which counts as a failed render
 * @throws ClarityError `no_capacity` when the thread could not be started, and what the task throws
 */
async function run<T>({ threads, largeTasks }: TaskPool, call: CaseTask): Promise<T> {
  const large = isLarge(call);
  const options = { isLarge: large, handedOver: buffersOf(call) };
  const ask = async () => await threads.ask<TaskAnswer<T>>(call, options);
  try {
    return resultOf(await (large ? largeTasks.run(ask) : ask()));
  } catch (error) {
    if (!(error instanceof ThreadEndedError) || error.started) throw error;
    throw new ClarityError("no_capacity", undefined, {
      reason: "thread_not_started",
      cause: error,
      retryAfterSeconds: 5,
    });
  }
}
