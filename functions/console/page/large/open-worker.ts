import { nonsense } from "../api/problem.ts";
import type { Asking } from "./case-reader.ts";
import type { Answered, Questions } from "./messages.ts";
// oxlint-disable-next-line import/default -- made by Vite
import workerAddress from "./worker.ts?worker&url";

/** The part of Trusted Types that the page's policy requires; TypeScript's library does not have it. */
interface TrustedTypes {
  readonly createPolicy: (
    name: string,
    rules: { readonly createScriptURL: (address: string) => string },
  ) => { readonly createScriptURL: (address: string) => string };
}

declare const trustedTypes: TrustedTypes | undefined;

/** Only for the address above, which is part of the page. */
function trusted(address: string): string {
  if (typeof trustedTypes === "undefined") return address;
  const rules = { createScriptURL: (given: string) => given };
  return trustedTypes.createPolicy("clarity-worker", rules).createScriptURL(address);
}

/** Starts the worker of a case. Its questions fail with an `ApiProblem`. */
export function openWorker(): Asking {
  const worker = new Worker(trusted(workerAddress), { type: "module" });
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
