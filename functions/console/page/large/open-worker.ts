import { nonsense } from "../api/problem.ts";
import { moduleWorker } from "../state/module-worker.ts";
import type { Asking } from "./case-reader.ts";
import type { Answered, Questions } from "./messages.ts";
// oxlint-disable-next-line import/default -- made by Vite
import workerAddress from "./worker.ts?worker&url";

/** Starts the worker of a case. Its questions fail with an `ApiProblem`. */
export function openWorker(): Asking {
  const worker = moduleWorker(workerAddress);
  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener("error", () => reject(nonsense("A part of this page did not load.")));
  });
  failed.catch(() => undefined);
  const ask = async <N extends keyof Questions>(
    name: N,
    question: Questions[N],
    transfer: readonly ArrayBuffer[] = [],
  ) => {
    const answer = new Promise<Answered<N>>((resolve) => {
      const { port1, port2 } = new MessageChannel();
      const onAnswer = ({ data }: MessageEvent<Answered<N>>): void => resolve(data);
      port1.addEventListener("message", onAnswer, { once: true });
      port1.start();
      worker.postMessage({ name, question }, [port2, ...transfer]);
    });
    const answered = await Promise.race([answer, failed]);
    if ("fault" in answered) throw nonsense(answered.fault);
    return answered.answer;
  };
  return { ask, end: () => worker.terminate() };
}
