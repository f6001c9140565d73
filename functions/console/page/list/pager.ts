import { type CaseList, withNews, withPage } from "../api/answers.ts";
import type { Client, ListView } from "../api/client.ts";
import { type ApiProblem, asProblem } from "../api/problem.ts";
import type { Clock } from "../report/runner.ts";
import { type Loading, LOADING, startLoading } from "../state/loading.ts";

/** The list as far as it is loaded. */
export interface Pages {
  /** Of the current search and order, or of the ones before while the first page is loading. */
  readonly list: Loading<CaseList>;
  /** Changes when other pages begin, but not when one more page is added. */
  readonly generation: number;
  /** Whether the service takes long for the current search, while the list is still of the one before. */
  readonly slow: boolean;
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
  /** Loads what is listed again, without the reader's place in it being lost. */
  readonly refresh: () => void;
  readonly dispose: () => void;
}

interface PagerOptions {
  readonly cases: Client["cases"];
  readonly clock: Pick<Clock, "after">;
  readonly onChange: (pages: Pages) => void;
  /** Whether rows may change places now. */
  readonly mayMove: () => boolean;
}

/** Milliseconds after a key stroke: a reader who types on needs no list of the word so far. */
const REST = 200;
/** Milliseconds until the list is loaded again while the service is still reading the cases: more each time. */
const NEWS = { first: 1_000, factor: 1.5, last: 10_000 } as const;
/** How many rows are loaded again at once. */
const AGAIN = { least: 100, most: 1_000 } as const;

export const NO_PAGES: Pages = { list: LOADING, generation: 0, slow: false, more: "idle" };

export function createPager({ cases, clock, onChange, mayMove }: PagerOptions): Pager {
  let pages = NO_PAGES;
  let view: Shown | undefined;
  /** What the loaded list and its cursor are of: while another first page is loading, not `view`. */
  let listed: typeof view;
  let cancel = nothing;
  let stopNews = nothing;

  const update = (change: Partial<Pages>): void => {
    pages = { ...pages, ...change };
    onChange(pages);
  };

  const loadFirst = (of: ListView): void => {
    cancel = startLoading({
      clock,
      load: async (signal) => await cases(of, signal),
      onChange: (list) => {
        // The rows before stay until there are others.
        const isFirst = pages.list.name !== "loaded";
        if (list.name === "loading") return update(isFirst ? { list } : { slow: true });
        listed = of;
        update({ list, generation: pages.generation + 1, slow: false, more: "idle" });
        return awaitNews(NEWS.first);
      },
    });
  };

  const loadNext = async (of: ListView, before: CaseList): Promise<void> => {
    const controller = new AbortController();
    cancel();
    cancel = () => controller.abort();
    update({ more: "loading" });
    const outcome = await nextOf(before, async () => await cases(of, controller.signal));
    if (controller.signal.aborted) return;
    update(outcome);
    awaitNews(NEWS.first);
  };

  /** While the service is reading, what is listed is incomplete. */
  const awaitNews = (delay: number): void => {
    stopNews();
    const { list } = pages;
    if (list.name !== "loaded" || list.value.counts.known >= list.value.counts.all) return;
    stopNews = clock.after(delay, () => void loadNews(delay));
  };

  const loadNews = async (delay: number): Promise<void> => {
    stopNews();
    const { list, more } = pages;
    if (list.name !== "loaded" || listed === undefined || listed !== view || more === "loading")
      return;
    const of = listed;
    const controller = new AbortController();
    stopNews = () => controller.abort();
    const count = list.value.cases.length;
    const limit = Math.min(Math.max(count, AGAIN.least), AGAIN.most);
    const news = await newsOf(async () => await cases({ ...of, limit }, controller.signal));
    if (controller.signal.aborted) return;
    const order = count <= limit && mayMove() ? "new" : "kept";
    if (news !== undefined)
      update({ list: { name: "loaded", value: withNews(list.value, news, order) } });
    awaitNews(Math.min(delay * NEWS.factor, NEWS.last));
  };

  return {
    show: (next) => {
      const isTyping = view !== undefined && view.query !== next.query;
      if (view !== undefined && isSame(view, next)) return;
      view = next;
      cancel();
      stopNews();
      update({ more: "idle", slow: false });
      if (isTyping) cancel = clock.after(REST, () => loadFirst(next));
      else loadFirst(next);
    },
    more: () => {
      const { list, more } = pages;
      if (view === undefined || listed !== view || list.name !== "loaded") return;
      const { next: cursor } = list.value;
      if (cursor === undefined || more === "loading") return;
      stopNews();
      void loadNext({ ...view, cursor }, list.value);
    },
    retry: () => {
      if (view === undefined) return;
      cancel();
      stopNews();
      update({ list: LOADING, slow: false });
      loadFirst(view);
    },
    refresh: () => void loadNews(NEWS.first),
    dispose: () => {
      cancel();
      stopNews();
    },
  };
}

async function nextOf(before: CaseList, load: () => Promise<CaseList>): Promise<Partial<Pages>> {
  try {
    return { list: { name: "loaded", value: withPage(before, await load()) }, more: "idle" };
  } catch (thrown) {
    return { more: asProblem(thrown) };
  }
}

/** Undefined when the service does not answer: then it is asked again later. */
async function newsOf(load: () => Promise<CaseList>): Promise<CaseList | undefined> {
  try {
    return await load();
  } catch {
    return undefined;
  }
}

function isSame(one: Shown, other: Shown): boolean {
  return one.query === other.query && one.sort === other.sort && one.filter === other.filter;
}

function nothing(): void {}
