import { type CaseList, withPage } from "../api/answers.ts";
import type { Client, ListView } from "../api/client.ts";
import { type ApiProblem, isOutage } from "../api/problem.ts";
import type { Clock } from "../report/runner.ts";
import { type Loading, LOADING, startLoading } from "../state/loading.ts";
import type { Reconnection } from "../state/reconnection.ts";
import { createNews, type News } from "./news.ts";

/** The list as far as it is loaded. */
export interface Pages {
  /** Of the current search and order, or of the ones before while the first page is loading. */
  readonly list: Loading<CaseList>;
  /** Changes when other pages begin, but not when one more page is added. */
  readonly generation: number;
  /** Whether the service takes long for the current search, while the list is still of the one before. */
  readonly slow: boolean;
  /** Whether the list is still of the search before, because the service cannot be reached. */
  readonly outdated: boolean;
  readonly more: "idle" | "loading" | ApiProblem;
}

/** Which list is shown. */
type Shown = Pick<ListView, "query" | "sort" | "filter">;

export interface Pager {
  /** Loads the first page of a search, soon when the reader is typing. The request before is cancelled. */
  readonly show: (view: Shown) => void;
  /** Loads the next page, if there is one and it is not already loading. */
  readonly more: () => void;
  /** Loads the first page again. */
  readonly retry: () => void;
  /** Loads what is listed again, in the background. */
  readonly refresh: () => void;
  readonly dispose: () => void;
}

interface PagerOptions {
  readonly cases: Client["cases"];
  readonly clock: Pick<Clock, "after">;
  readonly reconnection?: Pick<Reconnection, "wait"> | undefined;
  readonly onChange: (pages: Pages) => void;
  /** Whether rows may change places now. */
  readonly mayMove: () => boolean;
}

/** Milliseconds after a key stroke: a reader who types on needs no list of the word so far. */
const REST = 200;

export const NO_PAGES: Pages = {
  list: LOADING,
  generation: 0,
  slow: false,
  outdated: false,
  more: "idle",
};

export function createPager(options: PagerOptions): Pager {
  return new ListPager(options);
}

class ListPager implements Pager {
  readonly #options: PagerOptions;
  readonly #news: News;
  #pages = NO_PAGES;
  #view: Shown | undefined;
  /** What the loaded list and its cursor are of: while another first page is loading, not `#view`. */
  #listed: Shown | undefined;
  #cancel = nothing;

  constructor(options: PagerOptions) {
    this.#options = options;
    this.#news = createNews({
      ...options,
      listed: () => this.#standing(),
      onNews: (value) => this.#update({ list: { name: "loaded", value } }),
    });
  }

  readonly show = (next: Shown): void => {
    const { query } = this.#view ?? next;
    if (this.#view !== undefined && isSame(this.#view, next)) return;
    this.#view = next;
    this.#stop();
    this.#update({ more: "idle", slow: false });
    if (query === next.query) this.#loadFirst(next);
    else this.#cancel = this.#options.clock.after(REST, () => this.#loadFirst(next));
  };

  readonly more = (): void => {
    const { of, list } = this.#standing() ?? {};
    if (of === undefined || list?.next === undefined) return;
    this.#update({ more: "loading" });
    this.#load({ ...of, cursor: list.next }, (outcome) => {
      this.#update(afterNext(list, outcome));
      this.#news.await();
    });
  };

  readonly retry = (): void => {
    if (this.#view === undefined) return;
    this.#update({ list: LOADING, slow: false });
    this.#loadFirst(this.#view);
  };

  readonly refresh = (): void => this.#news.load();

  readonly dispose = (): void => this.#stop();

  /** What is listed; undefined while something else is loading. */
  #standing(): { readonly of: Shown; readonly list: CaseList } | undefined {
    const { list, more } = this.#pages;
    const of = this.#listed;
    if (list.name !== "loaded" || more === "loading" || of === undefined) return undefined;
    return of === this.#view ? { of, list: list.value } : undefined;
  }

  #update(change: Partial<Pages>): void {
    this.#pages = { ...this.#pages, ...change };
    this.#options.onChange(this.#pages);
  }

  #stop(): void {
    this.#cancel();
    this.#news.stop();
  }

  #load(of: ListView, onOutcome: (outcome: Loading<CaseList>) => void): void {
    const { cases, clock, reconnection } = this.#options;
    this.#stop();
    this.#cancel = startLoading({
      clock,
      reconnection,
      load: async (signal) => await cases(of, signal),
      onChange: onOutcome,
    });
  }

  #loadFirst(of: Shown): void {
    this.#load(of, (outcome) => {
      const change = afterFirst(this.#pages, outcome);
      if (change.generation !== undefined) this.#listed = of;
      this.#update(change);
      this.#news.await();
    });
  }
}

/** The rows before stay until there are others; if the service cannot be reached, until it can. */
function afterFirst({ list, generation }: Pages, outcome: Loading<CaseList>): Partial<Pages> {
  const hasRows = list.name === "loaded";
  if (outcome.name === "loading") return hasRows ? { slow: true } : { list: outcome };
  if (hasRows && outcome.name === "failed" && isOutage(outcome.problem)) {
    return { slow: false, outdated: true };
  }
  return {
    list: outcome,
    generation: generation + 1,
    slow: false,
    outdated: false,
    more: "idle",
  };
}

function afterNext(before: CaseList, outcome: Loading<CaseList>): Partial<Pages> {
  if (outcome.name === "loading") return {};
  if (outcome.name === "failed") return { more: outcome.problem };
  return { list: { name: "loaded", value: withPage(before, outcome.value) }, more: "idle" };
}

function isSame(one: Shown, other: Shown): boolean {
  return one.query === other.query && one.sort === other.sort && one.filter === other.filter;
}

function nothing(): void {}
