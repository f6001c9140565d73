/** The script of a thread: reads and renders what lib/service/verify/verify-threads.ts sends. */
import { parentPort, workerData } from "node:worker_threads";
import { ClarityError } from "../../errors.ts";
import { answerOf } from "../task-answer.ts";
import { toolsHere } from "./verify-tasks.ts";
import type { VerifyCall } from "./verify-threads.ts";

/** Identifies the build of this bundle. */
declare const VERIFIER_BUILD: string;

parentPort?.on("message", (call: VerifyCall) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  void answerOf(async () => await run(call)).then((answer) => parentPort?.postMessage(answer));
});

async function run(call: VerifyCall) {
  assertBuiltTogether();
  return call.name === "read"
    ? await toolsHere.read(call.pdf)
    : await toolsHere.render(call.texts, call.content);
}

/** A process that was rebuilt while it ran would check by the rules of another version. */
function assertBuiltTogether(): void {
  if (workerData === VERIFIER_BUILD) return;
  throw new ClarityError("misconfigured", undefined, { reason: "newer_commands" });
}
