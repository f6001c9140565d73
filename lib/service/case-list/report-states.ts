import { storedKeys } from "../../cache/upkeep/index.ts";
import { ClarityError } from "../../errors.ts";
import type { ListObjects } from "../../store/contract.ts";
import { Turns } from "../../store/file/turns.ts";
import { REPORT_LAYOUT } from "../report-service.ts";
import type { ReportState } from "./listed-case.ts";

interface ReportStatesOptions {
  readonly list: ListObjects;
  /** Called when the store cannot be listed. */
  readonly onUnlisted?: (error: ClarityError) => void;
  readonly maxKeys?: number;
}

/** Keys in memory: some 25 MB. With more reports, only those of the rows of a page are looked for. */
const MAX_KEYS = 200_000;
const LOOKS_AT_ONCE = 16;
/** How old a list may be: a second, or longer if it takes long, so that listing takes a tenth of the time at most. */
const MAX_AGE_MS = 1_000;
const MAX_AGE_IN_LISTS = 10;

/**
 * Which reports are stored, from one list of all of them, which costs far less than a look for each. A report that
 * was stored since then is found by a look for its key, so the rows of a page are of now. Never rejects: where the
 * store cannot be listed, the states are not known.
 */
export class ReportStates {
  readonly #options: ReportStatesOptions;
  readonly #turns = new Turns(LOOKS_AT_ONCE);
  #listed: ReadonlySet<string> | undefined;
  /** Found by looks that began after the list. */
  #found = new Set<string>();
  #listing: Promise<void> | undefined;
  /** On `performance.now()`. */
  #freshUntil = 0;

  constructor(options: ReportStatesOptions) {
    this.#options = options;
  }

  /** As it was listed last, or found since. */
  of(key: string): ReportState | undefined {
    if (this.#listed?.has(key) === true || this.#found.has(key)) return "ready";
    return this.#listed && "missing";
  }

  /** Lists all reports, unless that was done a short time ago. Callers share one list. */
  async refresh(): Promise<void> {
    if (this.#listing === undefined && performance.now() < this.#freshUntil) return;
    this.#listing ??= this.#list().finally(() => {
      this.#listing = undefined;
    });
    await this.#listing;
  }

  /** Looks for a report that was missing. */
  async look(key: string): Promise<ReportState | undefined> {
    if (this.of(key) === "ready") return "ready";
    const stored = await this.#turns.run(async () => await this.#stored(key));
    if (stored === undefined) return undefined;
    if (!stored.has(key)) return "missing";
    this.#found.add(key);
    return "ready";
  }

  async #list(): Promise<void> {
    const began = performance.now();
    const before = this.#found;
    this.#found = new Set(before);
    this.#listed = await this.#stored();
    for (const key of before) this.#found.delete(key);
    const ended = performance.now();
    this.#freshUntil = ended + Math.max(MAX_AGE_MS, MAX_AGE_IN_LISTS * (ended - began));
  }

  async #stored(key?: string): Promise<ReadonlySet<string> | undefined> {
    const { list, onUnlisted, maxKeys = MAX_KEYS } = this.#options;
    const keys = new Set<string>();
    try {
      for await (const stored of storedKeys(list, REPORT_LAYOUT, key)) {
        keys.add(stored);
        if (keys.size > maxKeys) return undefined;
      }
      return keys;
    } catch (error) {
      if (!(error instanceof ClarityError)) throw error;
      onUnlisted?.(error);
      return undefined;
    }
  }
}
