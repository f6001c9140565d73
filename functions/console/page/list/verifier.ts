import type { Verification } from "../../../../lib/http/answers.ts";
import { asProblem } from "../api/problem.ts";

/** The state of a case's checksums. */
export type Checksums =
  | { readonly name: "unasked" | "asking" | "verified" | "unlisted" }
  | { readonly name: "differ" | "unchecked"; readonly files: readonly string[] }
  | { readonly name: "unreadable" | "unknown"; readonly why: string };

interface VerifierOptions {
  readonly verify: (caseId: string, signal: AbortSignal) => Promise<Verification>;
  readonly onChange: (caseId: string, checksums: Checksums) => void;
  /** Requests at once. */
  readonly limit?: number;
}

export interface Verifier {
  readonly of: (caseId: string) => Checksums;
  /** The row has come into view. */
  readonly show: (caseId: string) => void;
  /** The row has left the view: its request is dropped unless it is already running. */
  readonly hide: (caseId: string) => void;
  readonly dispose: () => void;
}

const UNASKED: Checksums = { name: "unasked" };
const FEW = 4;

/** Requests the checksums of the cases in view, a few at a time and each one once. */
export function createVerifier({ verify, onChange, limit = FEW }: VerifierOptions): Verifier {
  const known = new Map<string, Checksums>();
  const wanted = new Set<string>();
  const end = new AbortController();
  let asking = 0;

  const update = (caseId: string, checksums: Checksums): void => {
    known.set(caseId, checksums);
    onChange(caseId, checksums);
  };

  const ask = async (caseId: string): Promise<void> => {
    update(caseId, { name: "asking" });
    const checksums = await outcome(async () => await verify(caseId, end.signal));
    asking -= 1;
    if (end.signal.aborted) return;
    update(caseId, checksums);
    next();
  };

  const next = (): void => {
    for (const caseId of wanted) {
      if (asking >= limit) return;
      wanted.delete(caseId);
      asking += 1;
      void ask(caseId);
    }
  };

  return {
    of: (caseId) => known.get(caseId) ?? UNASKED,
    show: (caseId) => {
      const { name } = known.get(caseId) ?? UNASKED;
      // A failed request is repeated when the row comes back into view.
      if (end.signal.aborted || (name !== "unasked" && name !== "unknown")) return;
      wanted.add(caseId);
      next();
    },
    hide: (caseId) => void wanted.delete(caseId),
    dispose: () => end.abort(),
  };
}

async function outcome(ask: () => Promise<Verification>): Promise<Checksums> {
  try {
    return checksumsOf(await ask());
  } catch (thrown) {
    return { name: "unknown", why: asProblem(thrown).title };
  }
}

/** The result of a verification. A file that differs or is missing outweighs one that was not checked. */
export function checksumsOf({ record, reason = "", files }: Verification): Checksums {
  if (record === "unreadable") return { name: "unreadable", why: reason };
  const named = (...states: readonly string[]) =>
    Object.entries(files).flatMap(([file, { state }]) => (states.includes(state) ? [file] : []));
  const [wrong, unchecked] = [named("differs", "missing"), named("not_checked")];
  if (wrong.length > 0) return { name: "differ", files: wrong };
  if (unchecked.length > 0) return { name: "unchecked", files: unchecked };
  return { name: Object.keys(files).length === 0 ? "unlisted" : "verified" };
}
