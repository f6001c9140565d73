import { LRUCache } from "lru-cache";
import { atMostEntries } from "../at-most-entries.ts";
import type { ObjectStore } from "../store/contract.ts";
import { listAll } from "../store/list-all.ts";

/** The folder of the index in the store. */
const FOLDER = "reports-of";
/** Begins with a digit, so that an entry is one plain file in a file store (docs/decisions/0032). */
const ENTRY = /^0\.([0-9a-f]{64})$/;
/** How many entries a process knows to exist. It looks for a forgotten one once more. */
const KNOWN_ENTRIES = 10_000;
const PAUSE_MS = 5_000;

/** An entry could not be written. The report is stored all the same. */
export interface IndexFailure {
  readonly caseId: string;
  readonly key: string;
  readonly error: unknown;
}

interface ReportIndexOptions {
  readonly store: ObjectStore;
  readonly observe?: (failure: IndexFailure) => void;
  /** How long after a failed attempt an entry is not tried again, in milliseconds; default 5,000. */
  readonly pauseMs?: number;
}

/**
 * Which reports a case id has: one empty object for each case id and key, `reports-of/<case id>/keys/0.<key>`. Entries
 * are only created, after the report, by a process that rendered it or that serves it for the first time. So an
 * entry that could not be written comes with a later hit, or with `clarity cache index`. An entry may outlive its
 * report: the reader looks whether the report is there.
 */
export class ReportIndex {
  readonly #options: ReportIndexOptions;
  /** The entries that exist, or that this process has just tried to write. */
  readonly #known = new LRUCache<string, true>(atMostEntries(KNOWN_ENTRIES));

  constructor(options: ReportIndexOptions) {
    this.#options = options;
  }

  /** Whether the entry exists, or was tried just now. Asks the store once. Never rejects. */
  async has(caseId: string, key: string): Promise<boolean> {
    const name = entryName(caseId, key);
    if (this.#known.has(name)) return true;
    try {
      if ((await this.#options.store.get(name)) === undefined) return false;
      this.#known.set(name, true);
      return true;
    } catch {
      // `add` finds out, too, and reports it.
      return false;
    }
  }

  /** Creates the entry. Never rejects. */
  async add(caseId: string, key: string): Promise<void> {
    const { store, observe, pauseMs = PAUSE_MS } = this.#options;
    const name = entryName(caseId, key);
    try {
      await createEntry(store, caseId, key);
      this.#known.set(name, true);
    } catch (error) {
      this.#known.set(name, true, { ttl: pauseMs });
      observe?.({ caseId, key, error });
    }
  }

  /**
   * The keys of the case id's entries, in ascending order.
   *
   * @throws ClarityError `store_unavailable`
   */
  async keysOf(caseId: string): Promise<string[]> {
    const prefix = entryName(caseId, "").slice(0, -"0.".length);
    const entries = await listAll(this.#options.store, prefix);
    return entries.flatMap(({ key: name }) => ENTRY.exec(name.slice(prefix.length))?.[1] ?? []);
  }
}

/** @returns whether the entry is new @throws ClarityError `store_unavailable` */
export async function createEntry(
  store: ObjectStore,
  caseId: string,
  key: string,
): Promise<boolean> {
  return (await store.create(entryName(caseId, key), new Uint8Array())) === "created";
}

/**
 * Removes the key's entries, of whatever case id. Reads the list of all entries.
 *
 * @returns how many there were
 * @throws ClarityError `store_unavailable`
 */
export async function removeEntries(store: ObjectStore, key: string): Promise<number> {
  let count = 0;
  for await (const { key: name } of store.list(`${FOLDER}/`)) {
    if (!name.endsWith(`/0.${key}`)) continue;
    await store.remove(name);
    count++;
  }
  return count;
}

function entryName(caseId: string, key: string): string {
  return `${FOLDER}/${caseId}/keys/0.${key}`;
}
