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

/** Starts a worker of the page's own build. */
export function moduleWorker(address: string): Worker {
  const own = globalThis.trustedTypes?.createPolicy("clarity-worker", {
    createScriptURL: (given) => given,
  });
  return new Worker(own?.createScriptURL(address) ?? address, { type: "module" });
}
