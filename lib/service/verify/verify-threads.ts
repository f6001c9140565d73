import { join } from "node:path";
import type { KeyContent } from "../../case/key-text.ts";
import type { ArtifactTexts } from "../../case/artifacts-in.ts";
import { resultOf, type TaskAnswer } from "../task-answer.ts";
import { ThreadEndedError, Threads } from "../threads.ts";
import { READ_LIMITS, RENDER_LIMITS, WORKER_ENDED, type Limits } from "./limit-values.ts";
import { LimitExceededError, withinLimits } from "./limits.ts";
import { toolsHere } from "./verify-tasks.ts";
import type { Attempt, VerifyTools } from "./verification.ts";
import { stoppedReason } from "./words.ts";

/** Identifies the build that this bundle is part of; sources that run as they are have none. */
declare const VERIFIER_BUILD: string | undefined;

/** The message to a thread. */
export type VerifyCall =
  | { readonly name: "read"; readonly pdf: Uint8Array }
  | { readonly name: "render"; readonly texts: ArtifactTexts; readonly content: KeyContent };

/** Objects of the thread, in MiB: enough to render the largest case within the limits of a case. */
const HEAP_MIB = 384;

interface ThreadOptions {
  /** The bundle of lib/service/verify/verify-worker.ts. */
  readonly script: string;
  /** The build that the script must belong to. */
  readonly build: string;
  readonly readLimits?: Limits;
}

/** The tools of this build, in a thread. Unbundled sources, such as those of a test, have no bundle for a thread. */
export function verifyTools(): VerifyTools {
  if (typeof VERIFIER_BUILD === "undefined") return toolsHere;
  return toolsInThread({ script: join(__dirname, "verifier.cjs"), build: VERIFIER_BUILD });
}

/** Tools in a thread that ends at a limit; the next call then starts another thread. */
export function toolsInThread(options: ThreadOptions): VerifyTools {
  const { script, build, readLimits = READ_LIMITS } = options;
  const threads = new Threads(script, 1, {
    workerData: build,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB },
  });
  return {
    read: async (pdf) => await attempt(threads, { name: "read", pdf }, readLimits),
    render: async (texts, content) =>
      await attempt(threads, { name: "render", texts, content }, RENDER_LIMITS),
  };
}

async function attempt<T>(threads: Threads, call: VerifyCall, limits: Limits): Promise<Attempt<T>> {
  try {
    return await withinLimits(limits, async (signal) =>
      resultOf(await threads.ask<TaskAnswer<Attempt<T>>>(call, { signal })),
    );
  } catch (error) {
    if (error instanceof LimitExceededError) return stopped(call, error.message);
    if (!(error instanceof ThreadEndedError)) throw error;
    return stopped(call, WORKER_ENDED);
  }
}

function stopped({ name }: VerifyCall, why: string): Attempt<never> {
  return { done: false, outcome: "not_checked", reason: stoppedReason(name, why) };
}
