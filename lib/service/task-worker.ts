/** The entry of a thread: runs the tasks of a case that lib/service/task-threads.ts sends. */
import { workerData } from "node:worker_threads";
import { worker } from "workerpool";
import type { CaseContent } from "../case/cases.ts";
import type { DigestInput } from "../case/digest.ts";
import { ClarityError } from "../errors.ts";
import { tasksHere } from "./case-tasks.ts";
import { answerOf } from "./task-answer.ts";

/** Identifies the build of this bundle. */
declare const BUILD_ID: string;

worker({
  digest: async (input: DigestInput) => await run(async () => await tasksHere.digest(input)),
  summarise: async (input: DigestInput) => await run(async () => await tasksHere.summarise(input)),
  render: async (content: CaseContent) => await run(async () => await tasksHere.render(content)),
});

async function run<T>(task: () => Promise<T>) {
  return await answerOf(async () => {
    assertBuiltTogether();
    return await task();
  });
}

/** A process that was rebuilt while it ran would hash and render by the rules of a newer version. */
function assertBuiltTogether(): void {
  if (workerData === BUILD_ID) return;
  throw new ClarityError(
    "misconfigured",
    "The service on disk comes from a newer build than this process. Restart the process.",
    { retryAfterSeconds: 30 },
  );
}
