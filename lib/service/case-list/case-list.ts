import pMap from "p-map";
import { listCases, type SkippedFolders } from "../../case/list-cases.ts";
import { ClarityError } from "../../errors.ts";
import { required } from "../../required.ts";
import type { ArtifactSource } from "../../store/contract.ts";
import { Turns } from "../../store/file/turns.ts";
import type { CaseTasks } from "../case-tasks.ts";
import { cursorAfter } from "./cursor.ts";
import { KeySearch, type KeyOf } from "./key-search.ts";
import type { ListedCase } from "./listed-case.ts";
import { maybeKey, missingWords } from "./search.ts";
import { comparePlaces, placeOf, type Place, type Sort } from "./sorts.ts";
import { Summaries, type Entry } from "./summaries.ts";

/** Which part of the list, in which order. */
export interface ListQuery {
  /** Only cases that have all of these; folded. */
  readonly words: readonly string[];
  readonly sort: Sort;
  /** How many cases at most. */
  readonly limit: number;
  /** Only cases after this place. */
  readonly after: Place | undefined;
}

export interface ListPage {
  readonly cases: readonly ListedCase[];
  /** How many cases the search finds, on all pages. */
  readonly total: number;
  /** Where the next page begins; undefined on the last page. */
  readonly cursor: string | undefined;
  readonly skipped: SkippedFolders;
}

interface CaseListOptions {
  readonly source: ArtifactSource;
  readonly tasks: Pick<CaseTasks, "summarise">;
  /** The current key of a case, for searches by key. */
  readonly keyOf: KeyOf;
  readonly onUnreadable?: (caseId: string, error: ClarityError) => void;
  /** How long a request waits until all cases have been read. */
  readonly waitMs?: number;
  /** What a search or an order may not have noticed yet. */
  readonly maxAgeMs?: number;
  /** How much memory the summaries may take, in characters. */
  readonly keptCharacters?: number;
}

/** Short for a reader, long for one who types. The rows of a page are always of now. */
const MAX_AGE_MS = 10_000;
/** Less than a gateway waits (30 s). */
const WAIT_MS = 20_000;
const RETRY_SECONDS = 5;
const CHUNK = 500;
const KEYS_AT_ONCE = 4;

/** All cases of a source in pages, searched and sorted. */
export class CaseList {
  readonly #source: ArtifactSource;
  readonly #summaries: Summaries;
  readonly #keys: KeySearch;
  readonly #waitMs: number;
  readonly #maxAgeMs: number;
  /** One request at a time looks at all cases: the next one then finds them looked at. */
  readonly #scans = new Turns(1);

  constructor(options: CaseListOptions) {
    this.#source = options.source;
    this.#summaries = new Summaries(options);
    this.#maxAgeMs = options.maxAgeMs ?? MAX_AGE_MS;
    this.#keys = new KeySearch(options.keyOf, this.#maxAgeMs);
    this.#waitMs = options.waitMs ?? WAIT_MS;
  }

  /** A case as a list has it now. @throws ClarityError `store_unavailable` */
  async entry(caseId: string): Promise<ListedCase> {
    const [entry] = await this.#summaries.of([caseId], 0);
    return required(entry, "every case has an entry").listed;
  }

  /**
   * A page of the list.
   *
   * @throws ClarityError `store_unavailable`; `no_capacity` when not all cases could be read in time, which goes on
   */
  async page(query: ListQuery): Promise<ListPage> {
    const { ids, skipped } = await listCases(this.#source);
    const places = await this.#places(ids, query);
    const rest = query.after === undefined ? places : placesAfter(places, query);
    const ofPage = rest.slice(0, query.limit);
    const caseIds = ofPage.map(({ caseId }) => caseId);
    const cases = (await this.#summaries.of(caseIds, 0)).map(({ listed }) => listed);
    const last = ofPage.at(-1);
    const isLast = last === undefined || rest.length === ofPage.length;
    const cursor = isLast ? undefined : cursorAfter(last, query);
    return { cases, total: places.length, cursor, skipped };
  }

  /** The places of all cases that the search finds, in order. Only names are needed if nothing else is asked for. */
  async #places(ids: readonly string[], query: ListQuery): Promise<readonly Place[]> {
    const { words, sort } = query;
    if (words.length === 0 && (sort === "id" || sort === "-id")) {
      const places = ids.map((caseId) => ({ value: caseId, caseId }));
      return sort === "id" ? places : places.toReversed();
    }
    return await this.#inTime(async (progress) => await this.#scan(ids, query, progress));
  }

  async #scan(ids: readonly string[], query: ListQuery, progress: Progress): Promise<Place[]> {
    const found: Place[] = [];
    for (let start = 0; start < ids.length; start += CHUNK) {
      const entries = await this.#summaries.of(ids.slice(start, start + CHUNK), this.#maxAgeMs);
      const matching = await this.#matching(entries, query.words);
      found.push(...matching.map(({ listed }) => placeOf(listed, query.sort)));
      progress(start + entries.length, ids.length);
    }
    return found.sort(comparePlaces(query.sort));
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

  /** Waits for some work for a limited time. The work goes on, so that a later request gets further. */
  async #inTime<T>(work: (progress: Progress) => Promise<T>): Promise<T> {
    const late = AbortSignal.timeout(this.#waitMs);
    let [done, all] = [0, 0];
    const unfinished = () => notRead(done, all);
    try {
      await this.#scans.take(late);
    } catch {
      throw unfinished();
    }
    const working = work((now, of) => {
      [done, all] = [now, of];
    }).finally(() => this.#scans.giveBack());
    return await Promise.race([working, rejectedWhen(late, unfinished)]);
  }
}

type Progress = (done: number, all: number) => void;

function placesAfter(places: readonly Place[], { sort, after }: ListQuery): readonly Place[] {
  if (after === undefined) return places;
  const compare = comparePlaces(sort);
  const first = places.findIndex((place) => compare(place, after) > 0);
  return first < 0 ? [] : places.slice(first);
}

async function rejectedWhen(signal: AbortSignal, error: () => Error): Promise<never> {
  return await new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(error()), { once: true });
  });
}

function notRead(done: number, all: number): ClarityError {
  return new ClarityError("no_capacity", undefined, {
    reason: "cases_unread",
    retryAfterSeconds: RETRY_SECONDS,
    facts: { progress: { done, all } },
  });
}
