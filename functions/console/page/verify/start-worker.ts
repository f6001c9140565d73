import type { StartWorker } from "./verifier.ts";
// oxlint-disable-next-line import/default -- Vite makes the address
import address from "./verifier-worker.ts?worker&url";

/** The page's policy requires a trusted type for the address of a script. TypeScript does not have the interface. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (address: string) => string },
  ): { createScriptURL: (address: string) => string };
}

declare global {
  /** Safari and Firefox may not have it. */
  var trustedTypes: TrustedTypes | undefined;
}

/** Allows one script: that of the page's own build. */
const scripts = globalThis.trustedTypes?.createPolicy("clarity-verifier", {
  createScriptURL: (given) => {
    if (given !== address) throw new TypeError(`${given} is not the verifier's script`);
    return given;
  },
});

export const startWorker: StartWorker = ({ onEvent, onEnd }) => {
  const worker = new Worker(scripts?.createScriptURL(address) ?? address, { type: "module" });
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
