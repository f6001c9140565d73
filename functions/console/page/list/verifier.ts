import type { Verification } from "../../../../lib/http/answers.ts";
import { asProblem } from "../api/problem.ts";

/** What is known of a case's checksums. */
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
  /** It has left: not asked any more, unless it is being asked. */
  readonly hide: (caseId: string) => void;
  readonly dispose: () => void;
}

const UNASKED: Checksums = { name: "unasked" };
const FEW = 4;

/** Asks for the checksums of the cases in view, a few at once and each one once. */
export function createVerifier({ verify, onChange, limit = FEW }: VerifierOptions): Verifier {
  const known = new Map<string, Checksums>();
  const wanted = new Set<string>();
  const end = new AbortController();
  let asking = 0;

  const tell = (caseId: string, checksums: Checksums): void => {
    known.set(caseId, checksums);
    onChange(caseId, checksums);
  };

  const ask = async (caseId: string): Promise<void> => {
    tell(caseId, { name: "asking" });
    const checksums = await outcome(async () => await verify(caseId, end.signal));
    asking -= 1;
    if (end.signal.aborted) return;
    tell(caseId, checksums);
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
      // What could not be found out is asked again when the row comes back into view.
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

/** What a verification says. A file that differs or is missing weighs more than one that was not checked. */
export function checksumsOf({ record, reason = "", files }: Verification): Checksums {
  if (record === "unreadable") return { name: "unreadable", why: reason };
  const named = (...states: readonly string[]) =>
    Object.entries(files).flatMap(([file, { state }]) => (states.includes(state) ? [file] : []));
  const [wrong, unchecked] = [named("differs", "missing"), named("not_checked")];
  if (wrong.length > 0) return { name: "differ", files: wrong };
  if (unchecked.length > 0) return { name: "unchecked", files: unchecked };
  return { name: Object.keys(files).length === 0 ? "unlisted" : "verified" };
}
