import { moduleWorker } from "../state/module-worker.ts";
import type { StartWorker } from "./verifier.ts";
// oxlint-disable-next-line import/default -- Vite makes the address
import address from "./verifier-worker.ts?worker&url";

export const startWorker: StartWorker = ({ onEvent, onEnd }) => {
  const worker = moduleWorker(address);
  worker.addEventListener("message", ({ data }) => {
    // pdf.js sends messages of its own.
    if ("name" in data) onEvent(data);
  });
  worker.addEventListener("error", (event) => {
    // The view says so; browsers would log it as an error of the page.
    event.preventDefault();
    onEnd();
  });
  return {
    post: (call) => {
      worker.postMessage(call, [call.pdf.buffer]);
    },
    end: () => {
      worker.terminate();
    },
  };
};
