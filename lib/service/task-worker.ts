/** The script of a thread: runs the tasks of a case that lib/service/task-threads.ts sends. */
import { parentPort, workerData } from "node:worker_threads";
import { ClarityError } from "../errors.ts";
import { tasksHere } from "./case-tasks.ts";
import { answerOf } from "./task-answer.ts";
import type { TaskCall } from "./task-threads.ts";
import { READY } from "./threads.ts";

/** Identifies the build of this bundle. */
declare const BUILD_ID: string;

parentPort?.on("message", (call: TaskCall) => {
  void answerOf(async () => await run(call)).then(send);
});

send(READY);

function send(message: unknown): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port of a thread has no origin
  parentPort?.postMessage(message);
}

async function run(call: TaskCall) {
  assertBuiltTogether();
  if (call.name === "prepareRender") return await tasksHere.prepareRender();
  if (call.name === "render") return await tasksHere.render(call.input);
  if (call.name === "check") return await tasksHere.check(call.input);
  if (call.name === "summarise") return await tasksHere.summarise(call.input);
  return await tasksHere.digest(call.input);
}

/** A process that was rebuilt while it ran would hash and render by the rules of a newer version. */
function assertBuiltTogether(): void {
  if (workerData === BUILD_ID) return;
  throw new ClarityError("misconfigured", undefined, {
    reason: "newer_build",
    retryAfterSeconds: 30,
  });
}
