import { useEffect, useState } from "preact/hooks";
import type { Clock } from "../report/runner.ts";
import { startWorker } from "./start-worker.ts";
import { Verifier, type VerifierState } from "./verifier.ts";

/** A verifier that loads at once and ends with the view. */
export function useVerifier({ after }: Clock): readonly [Verifier, VerifierState] {
  const [state, setState] = useState<VerifierState>({ name: "loading" });
  const [verifier] = useState(() => new Verifier({ start: startWorker, after, onState: setState }));
  useEffect(() => {
    verifier.load();
    return () => verifier.end();
  }, [verifier]);
  return [verifier, state];
}
