import type { ObjectStore } from "../store/contract.ts";
import { sha256Hex } from "./cache-key.ts";
import type { Located } from "./case-layout.ts";
import { FILES } from "./read-case.ts";

/** The folder of remembered keys in the store. The bucket's lifecycle removes old ones. */
const FOLDER = "keys";
const KEY = /^[0-9a-f]{64}$/;
/** Far more than the body of a remembered key has. */
const MAX_BYTES = 1_024;

/** The state of a case's files, by their identities. */
export interface CaseState {
  readonly caseId: string;
  readonly located: Located;
}

/** Why a remembered key could not be used or stored. The case is read instead. */
export interface KeyMemoryFailure {
  readonly caseId: string;
  readonly reason: "unread" | "damaged" | "unwritten";
  readonly error?: unknown;
}

interface KeyMemoryOptions {
  readonly store: () => Promise<Pick<ObjectStore, "get" | "create">>;
  /** Identifies the code that makes keys from files, and its report version: another build reads the case itself. */
  readonly build: string;
  readonly observe: (failure: KeyMemoryFailure) => void;
}

/**
 * The keys of cases, in the store, for processes that have not read the case: `keys/<fingerprint>.json`. The
 * fingerprint covers everything that a key depends on, so a name never gets another key, and needs no claim. Only for
 * sources whose identities last (docs/decisions/0029). It only saves work: whatever fails, the case is read.
 */
export class KeyMemory {
  readonly #options: KeyMemoryOptions;

  constructor(options: KeyMemoryOptions) {
    this.#options = options;
  }

  /** The key that the case has in this state; undefined when none is stored, or none that can be used. */
  async recall(state: CaseState): Promise<string | undefined> {
    const { store, observe } = this.#options;
    const { caseId } = state;
    const fingerprint = this.#fingerprintOf(state);
    try {
      const object = await (await store()).get(nameOf(fingerprint), { maxBytes: MAX_BYTES });
      if (object === undefined) return undefined;
      const key = keyIn(new TextDecoder().decode(object.body), fingerprint);
      if (key === undefined) observe({ caseId, reason: "damaged" });
      return key;
    } catch (error) {
      observe({ caseId, reason: "unread", error });
      return undefined;
    }
  }

  /** Stores the key. Never rejects. */
  async remember(state: CaseState, key: string): Promise<void> {
    const { store, observe } = this.#options;
    const fingerprint = this.#fingerprintOf(state);
    try {
      const body = new TextEncoder().encode(textOf(fingerprint, key));
      await (await store()).create(nameOf(fingerprint), body);
    } catch (error) {
      observe({ caseId: state.caseId, reason: "unwritten", error });
    }
  }

  #fingerprintOf({ caseId, located: { base, identities } }: CaseState): string {
    const files = FILES.map((name, index) => [base + name, identities[index] ?? null]);
    return sha256Hex(JSON.stringify({ build: this.#options.build, case_id: caseId, files }));
  }
}

function nameOf(fingerprint: string): string {
  return `${FOLDER}/${fingerprint}.json`;
}

function textOf(fingerprint: string, key: string): string {
  return JSON.stringify({ fingerprint, key });
}

/** The key, if the text is exactly what was stored under this name: not cut off, and not a copy of another one. */
function keyIn(text: string, fingerprint: string): string | undefined {
  const key = text.slice(-'"}'.length - 64, -'"}'.length);
  return KEY.test(key) && text === textOf(fingerprint, key) ? key : undefined;
}
