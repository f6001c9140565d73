import { LRUCache } from "lru-cache";
import pMap from "p-map";
import { areSame, locate, locateEach, type Located } from "../../case/case-layout.ts";
import { artifactFiles, FILES, noSuchCase } from "../../case/read-case.ts";
import { readTogether, type FilesTogether } from "../../case/read-files.ts";
import { fileOf } from "../../case/schemas.ts";
import { SUMMARISED, type CaseSummary } from "../../case/summary.ts";
import { ClarityError } from "../../errors.ts";
import type { ArtifactSource } from "../../store/contract.ts";
import type { CaseTasks } from "../case-tasks.ts";
import { isLasting, problemOf, type ListedCase } from "./listed-case.ts";
import { searchedText } from "./search.ts";

const READ = SUMMARISED.map(fileOf);
/** Room for the entries of some 50,000 cases. */
const KEPT_CHARACTERS = 64 * 1024 * 1024;
/** What an entry takes beside its texts: identities, and the facts that belong to them. */
const ENTRY_CHARACTERS = 700;
const READ_AT_ONCE = 4;

/** A case in the list, as it was when it was last looked at. */
export interface Entry {
  readonly listed: ListedCase;
  /** What a search looks at. */
  readonly text: string;
  /**
   * The state of all files that the key of the case depends on; undefined when they could not be looked at. The same
   * object as long as they stay the same.
   */
  readonly located: Located | undefined;
  /** When these were the current identities, on `performance.now()`. */
  readonly checkedAt: number;
}

interface SummariesOptions {
  readonly source: ArtifactSource;
  readonly tasks: Pick<CaseTasks, "summarise">;
  /** Called when a case was read and has a problem, not each time it is listed. */
  readonly onUnreadable?: (caseId: string, error: ClarityError) => void;
  readonly keptCharacters?: number;
}

/**
 * Summaries of cases, remembered while the identities of their files stay the same and there is room. A case that
 * cannot be read has an entry with its problem, so that it does not hide the others.
 */
export class Summaries {
  readonly #options: SummariesOptions;
  readonly #kept: LRUCache<string, Entry>;
  /** Readings that are in progress, by case and identities. */
  readonly #readings = new Map<string, Promise<Entry>>();

  constructor(options: SummariesOptions) {
    this.#options = options;
    this.#kept = new LRUCache({
      maxSize: options.keptCharacters ?? KEPT_CHARACTERS,
      sizeCalculation: ({ listed, text }) =>
        JSON.stringify(listed).length + text.length + ENTRY_CHARACTERS,
    });
  }

  /**
   * The entries of these cases, in their order.
   *
   * @param maxAgeMs entries that were checked this long ago are not checked again; with 0, all are of now
   * @throws ClarityError `store_unavailable` when the source as a whole fails
   */
  async of(caseIds: readonly string[], maxAgeMs: number): Promise<Entry[]> {
    const now = performance.now();
    const fresh = new Map<string, Entry>();
    const due: string[] = [];
    for (const caseId of caseIds) {
      const kept = this.#kept.get(caseId);
      if (kept !== undefined && now - kept.checkedAt < maxAgeMs) fresh.set(caseId, kept);
      else due.push(caseId);
    }
    const checked = due.length === 0 ? [] : await this.#check(due);
    for (const entry of checked) fresh.set(entry.listed.case_id, entry);
    return caseIds.flatMap((caseId) => fresh.get(caseId) ?? []);
  }

  /** The entry of a case as it was last looked at, if it is remembered. */
  known(caseId: string): Entry | undefined {
    return this.#kept.get(caseId);
  }

  async #check(caseIds: readonly string[]): Promise<Entry[]> {
    const checkedAt = performance.now();
    const located = await locateEach(this.#options.source, caseIds, FILES);
    const current = async (caseId: string) => {
      const kept = this.#kept.get(caseId);
      const found = located.get(caseId) ?? (await this.#locate(caseId, kept));
      const same =
        found !== undefined && kept?.located !== undefined && areSame(found, kept.located);
      const entry = { ...(same ? kept : await this.#read(caseId, found)), checkedAt };
      this.#kept.set(caseId, entry);
      return entry;
    };
    return await pMap(caseIds, current, { concurrency: READ_AT_ONCE });
  }

  /** For a case that `locateEach` left out, perhaps only because there are few. Undefined when reading says why. */
  async #locate(caseId: string, kept: Entry | undefined): Promise<Located | undefined> {
    try {
      return await locate(this.#options.source, caseId, FILES, kept?.located?.base);
    } catch (error) {
      if (error instanceof ClarityError) return undefined;
      throw error;
    }
  }

  /** Requests that found the same identities share one reading. */
  async #read(caseId: string, found: Located | undefined): Promise<Entry> {
    if (found === undefined) return await this.#readNow(caseId, found);
    const key = JSON.stringify([caseId, found]);
    const reading = this.#readings.get(key) ?? this.#readNow(caseId, found);
    this.#readings.set(key, reading);
    return await reading.finally(() => this.#readings.delete(key));
  }

  async #readNow(caseId: string, found: Located | undefined): Promise<Entry> {
    const { source, onUnreadable } = this.#options;
    let located = found;
    const make = async (together: FilesTogether) => {
      located = found && withRead(found, together);
      return await this.#summarise(caseId, together);
    };
    try {
      const summary = await readTogether(source, caseId, READ, make, found && readIn(found));
      return entryOf({ case_id: caseId, ...summary }, located);
    } catch (error) {
      if (!(error instanceof ClarityError)) throw error;
      onUnreadable?.(caseId, error);
      return entryOf(problemOf(caseId, error), isLasting(error) ? located : undefined);
    }
  }

  async #summarise(caseId: string, together: FilesTogether): Promise<CaseSummary> {
    const files = artifactFiles(SUMMARISED, together);
    if (files.length === 0) throw noSuchCase(caseId);
    return await this.#options.tasks.summarise({ caseId, files });
  }
}

function entryOf(listed: ListedCase, located: Located | undefined): Entry {
  return { listed, text: searchedText(listed), located, checkedAt: 0 };
}

/** The part of the state that a summary is made of. */
function readIn({ base, identities }: Located): Located {
  return { base, identities: READ.map((file) => identities[FILES.indexOf(file)]) };
}

/** The state with the files as they were read; undefined when the case has moved to another place meanwhile. */
function withRead(found: Located, { base, identities }: FilesTogether): Located | undefined {
  if (base !== found.base) return undefined;
  const read = new Map(READ.map((file, index) => [file, identities[index]]));
  return {
    base,
    identities: FILES.map((file, index) =>
      read.has(file) ? read.get(file) : found.identities[index],
    ),
  };
}
