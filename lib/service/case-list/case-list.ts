import pMap from "p-map";
import { listCases, type SkippedFolders } from "../../case/list-cases.ts";
import { required } from "../../required.ts";
import type { ArtifactSource } from "../../store/contract.ts";
import { cursorAfter } from "./cursor.ts";
import { countsOf, isKept, type Counts, type Filter } from "./filters.ts";
import { KeySearch, type KeyOf } from "./key-search.ts";
import { Knowledge, type KnowledgeOptions } from "./knowledge.ts";
import type { KnownCase } from "./known-case.ts";
import type { CaseRow, ListedCase } from "./listed-case.ts";
import { isFound, maybeKey, missingWords } from "./search.ts";
import { comparePlaces, needOf, placeOf, type Place, type Sort } from "./sorts.ts";
import type { Entry } from "./summaries.ts";
import { Survey } from "./survey.ts";
import { Priority, ScanTurns, within, type Progress } from "./waiting.ts";

/** Which part of the list, in which order. */
export interface ListQuery {
  /** Only cases that have all of these; folded. */
  readonly words: readonly string[];
  readonly filter: Filter | undefined;
  readonly sort: Sort;
  /** How many cases at most. */
  readonly limit: number;
  /** Only cases after this place. */
  readonly after: Place | undefined;
  /** Whether to answer with what is known, and read the rest meanwhile, instead of waiting for it. */
  readonly partial: boolean;
  /** Whether rows have facts, for which all artifacts of their cases are read. */
  readonly facts: boolean;
}

export interface ListPage {
  readonly cases: readonly CaseRow[];
  /** How many cases search and filter find, on all pages. */
  readonly total: number;
  /** Of the cases that the search finds. */
  readonly counts: Counts;
  /** Where the next page begins; undefined on the last page. */
  readonly cursor: string | undefined;
  readonly skipped: SkippedFolders;
}

export interface CaseListOptions extends KnowledgeOptions {
  /** The current key of a case, for searches by key. */
  readonly keyOf: KeyOf;
  /** How long a request waits until all cases have been read. */
  readonly waitMs?: number;
  /** What a search or an order may not have noticed yet. */
  readonly maxAgeMs?: number;
}

/** Short for a reader, long for one who types. The rows of a page are always of now. */
const MAX_AGE_MS = 10_000;
const CHUNK = 500;
/** Fewer, so that a page need not wait long for the survey. */
const SURVEY_CHUNK = 100;
const KEYS_AT_ONCE = 4;
/** How long a partial page waits for what is not known. The first time longer, as a few cases are then all known. */
const FIRST_PATIENCE_MS = 500;
const PATIENCE_MS = 100;

/** All cases of a source in pages, searched, filtered and sorted. */
export class CaseList {
  readonly #source: ArtifactSource;
  readonly #knowledge: Knowledge;
  readonly #keys: KeySearch;
  readonly #survey: Survey;
  readonly #scans: ScanTurns;
  /** The rows of a page come before the survey. */
  readonly #priority = new Priority();

  constructor(options: CaseListOptions) {
    const { source, keyOf, waitMs, maxAgeMs = MAX_AGE_MS } = options;
    this.#source = source;
    this.#knowledge = new Knowledge(options, maxAgeMs);
    this.#keys = new KeySearch(keyOf, maxAgeMs);
    this.#scans = new ScanTurns(waitMs);
    this.#survey = new Survey({
      maxAgeMs,
      readSummaries: async (ids) => await this.#scans.run(async () => await this.#readAll(ids)),
      readFacts: async (ids) => await this.#readAll(ids, "facts"),
    });
  }

  /** A case as a list has it now. @throws ClarityError `store_unavailable` */
  async entry(caseId: string): Promise<ListedCase> {
    const [entry] = await this.#knowledge.entriesNow([caseId]);
    return required(entry, "every case has an entry").listed;
  }

  /**
   * A page of the list.
   *
   * @throws ClarityError `store_unavailable`; `no_capacity` when not all cases could be read in time, which goes on
   */
  async page(query: ListQuery): Promise<ListPage> {
    const { filter, sort, limit } = query;
    const { ids, skipped } = await listCases(this.#source);
    const found = query.partial ? await this.#soFar(ids, query) : await this.#whole(ids, query);
    const places = found
      .filter((known) => filter === undefined || isKept(known, filter) === true)
      .map((known) => placeOf(known, sort))
      .sort(comparePlaces(sort));
    const rest = query.after === undefined ? places : placesAfter(places, query);
    const ofPage = rest.slice(0, limit);
    const cases = await this.#priority.run(async () => await this.#rows(ofPage, query));
    const last = ofPage.at(-1);
    const isLast = last === undefined || rest.length === ofPage.length;
    const cursor = isLast ? undefined : cursorAfter(last, query);
    // Afterwards, because the rows may have completed what is known.
    const counts = countsOf(found.map(({ caseId }) => this.#knowledge.known(caseId)));
    return { cases, total: places.length, counts, cursor, skipped };
  }

  async #rows(places: readonly Place[], { facts }: ListQuery): Promise<readonly CaseRow[]> {
    const caseIds = places.map(({ caseId }) => caseId);
    if (facts) return await this.#knowledge.rowsNow(caseIds);
    const entries = await this.#knowledge.entriesNow(caseIds);
    return entries.map((entry) => this.#knowledge.row(entry));
  }

  /** What the search finds among what is known after a short time. */
  async #soFar(ids: readonly string[], { words }: ListQuery): Promise<readonly KnownCase[]> {
    const patience = this.#survey.wasStarted ? PATIENCE_MS : FIRST_PATIENCE_MS;
    await within(patience, [this.#survey.start(ids), this.#knowledge.readReports()]);
    const found = words.length === 0 ? ids : ids.filter((caseId) => this.#isFound(caseId, words));
    return found.map((caseId) => this.#knowledge.known(caseId));
  }

  #isFound(caseId: string, words: readonly string[]): boolean {
    const entry = this.#knowledge.knownEntry(caseId);
    return entry !== undefined && isFound(entry.text, this.#knowledge.keyIn(entry), words);
  }

  /** What the search finds among all cases. Only names are needed if nothing else is asked for. */
  async #whole(ids: readonly string[], query: ListQuery): Promise<readonly KnownCase[]> {
    const { words, sort, filter } = query;
    const need = filter === undefined ? needOf(sort) : "facts";
    if (words.length === 0 && need === "name") {
      return ids.map((caseId) => this.#knowledge.known(caseId));
    }
    return await this.#scans.inTime(async (progress) => {
      if (need === "facts") await this.#knowledge.readReports();
      return await this.#scan(ids, { words, facts: need === "facts" }, progress);
    });
  }

  async #scan(
    ids: readonly string[],
    { words, facts }: Pick<ListQuery, "words" | "facts">,
    progress: Progress,
  ): Promise<KnownCase[]> {
    const found: KnownCase[] = [];
    let done = 0;
    progress(done, ids.length);
    for (const chunk of chunksOf(ids, CHUNK)) {
      const entries = await this.#knowledge.entries(chunk);
      const matching = await this.#matching(entries, words);
      if (facts) await this.#knowledge.readFacts(matching);
      for (const entry of matching) {
        found.push({ caseId: entry.listed.case_id, row: this.#knowledge.row(entry) });
      }
      progress((done += chunk.length), ids.length);
    }
    return found;
  }

  async #readAll(ids: readonly string[], facts?: "facts"): Promise<void> {
    const idle = async () => await this.#priority.idle();
    for (const chunk of chunksOf(ids, SURVEY_CHUNK)) {
      await idle();
      const entries = await this.#knowledge.entries(chunk);
      if (facts) await this.#knowledge.readFacts(entries, idle);
    }
  }

  async #matching(entries: readonly Entry[], words: readonly string[]): Promise<Entry[]> {
    const missing = entries.map(({ text }) => missingWords(text, words));
    if (!words.some(maybeKey)) return entries.filter((_, index) => missing[index]?.length === 0);
    const matches = await pMap(
      entries,
      async ({ listed }, index) => {
        const others = missing[index] ?? [];
        return others.length === 0 || (await this.#keys.has(listed.case_id, others));
      },
      { concurrency: KEYS_AT_ONCE },
    );
    return entries.filter((_, index) => matches[index]);
  }
}

function* chunksOf(ids: readonly string[], size: number): Generator<readonly string[]> {
  for (let start = 0; start < ids.length; start += size) yield ids.slice(start, start + size);
}

function placesAfter(places: readonly Place[], { sort, after }: ListQuery): readonly Place[] {
  if (after === undefined) return places;
  const compare = comparePlaces(sort);
  const first = places.findIndex((place) => compare(place, after) > 0);
  return first < 0 ? [] : places.slice(first);
}
