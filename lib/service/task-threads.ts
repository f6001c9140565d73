import { join } from "node:path";
import { pool, type Pool } from "workerpool";
import type { CaseContent } from "../case/cases.ts";
import type { DigestInput } from "../case/digest.ts";
import { ClarityError } from "../errors.ts";
import { tasksHere, type CaseTasks } from "./case-tasks.ts";
import { resultOf, type TaskAnswer } from "./task-answer.ts";

/** Identifies the build that this bundle is part of; sources that run as they are have none. */
declare const BUILD_ID: string | undefined;

/** Smaller cases are checked and hashed here: that takes less time than handing them over. */
const LARGE_BYTES = 64 * 1024;
/** Enough for the largest case within the limits (docs/case-format.md). Beyond it the thread ends, not the process. */
const HEAP_MB = 384;

interface ThreadOptions {
  /** The bundle of lib/service/task-worker.ts. */
  readonly script: string;
  readonly build: string;
  /** Reports that are rendered at once. */
  readonly renderConcurrency: number;
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
export function tasksInThreads({ script, build, renderConcurrency }: ThreadOptions): CaseTasks {
  const hashing = lazily(() => threads(script, build, 1));
  const rendering = lazily(() => threads(script, build, renderConcurrency));
  return {
    digest: async (input) =>
      isLarge(input) ? await run(hashing(), "digest", input) : await tasksHere.digest(input),
    summarise: async (input) =>
      isLarge(input) ? await run(hashing(), "summarise", input) : await tasksHere.summarise(input),
    render: async (content) => await run(rendering(), "render", content),
  };
}

function threads(script: string, build: string, maxWorkers: number): Pool {
  return pool(script, {
    workerType: "thread",
    maxWorkers,
    workerThreadOpts: {
      workerData: build,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    },
  });
}

function isLarge({ files }: DigestInput): boolean {
  return files.reduce((total, { body }) => total + body.length, 0) > LARGE_BYTES;
}

async function run<N extends keyof CaseTasks>(
  threads_: Pool,
  name: N,
  input: DigestInput | CaseContent,
): Promise<Awaited<ReturnType<CaseTasks[N]>>> {
  let answer: TaskAnswer<Awaited<ReturnType<CaseTasks[N]>>>;
  try {
    answer = await threads_.exec(name, [input]);
  } catch (cause) {
    throw threadEnded(cause);
  }
  return resultOf(answer);
}

/** The thread ran out of memory, or could not be started. */
function threadEnded(cause: unknown): ClarityError {
  return new ClarityError("internal", "The work on this case ended unexpectedly.", { cause });
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
