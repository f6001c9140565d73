import { type CaseList, withPage } from "../api/answers.ts";
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

export interface Pager {
  /** Loads the first page of a search, soon when the reader is typing. The request before is cancelled. */
  readonly show: (view: Pick<ListView, "query" | "sort">) => void;
  /** Loads the next page, if there is one and it is not already loading. */
  readonly more: () => void;
  /** Loads the first page again. */
  readonly retry: () => void;
  readonly dispose: () => void;
}

interface PagerOptions {
  readonly cases: Client["cases"];
  readonly clock: Pick<Clock, "after">;
  readonly onChange: (pages: Pages) => void;
}

/** Milliseconds after a key stroke: a reader who types on needs no list of the word so far. */
const REST = 200;

export const NO_PAGES: Pages = { list: LOADING, generation: 0, slow: false, more: "idle" };

export function createPager({ cases, clock, onChange }: PagerOptions): Pager {
  let pages = NO_PAGES;
  let view: Pick<ListView, "query" | "sort"> | undefined;
  /** What the loaded list and its cursor are of: while another first page is loading, not `view`. */
  let listed: typeof view;
  let cancel = nothing;

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
        return update({ list, generation: pages.generation + 1, slow: false, more: "idle" });
      },
    });
  };

  const loadNext = async (of: ListView, before: CaseList): Promise<void> => {
    const controller = new AbortController();
    cancel();
    cancel = () => controller.abort();
    update({ more: "loading" });
    const outcome = await nextOf(before, async () => await cases(of, controller.signal));
    if (!controller.signal.aborted) update(outcome);
  };

  return {
    show: (next) => {
      const isTyping = view !== undefined && view.query !== next.query;
      if (view?.query === next.query && view.sort === next.sort) return;
      view = next;
      cancel();
      update({ more: "idle", slow: false });
      if (isTyping) cancel = clock.after(REST, () => loadFirst(next));
      else loadFirst(next);
    },
    more: () => {
      const { list, more } = pages;
      if (view === undefined || listed !== view || list.name !== "loaded") return;
      const { next: cursor } = list.value;
      if (cursor === undefined || more === "loading") return;
      void loadNext({ ...view, cursor }, list.value);
    },
    retry: () => {
      if (view === undefined) return;
      cancel();
      update({ list: LOADING, slow: false });
      loadFirst(view);
    },
    dispose: () => cancel(),
  };
}

async function nextOf(before: CaseList, load: () => Promise<CaseList>): Promise<Partial<Pages>> {
  try {
    return { list: { name: "loaded", value: withPage(before, await load()) }, more: "idle" };
  } catch (thrown) {
    return { more: asProblem(thrown) };
  }
}

function nothing(): void {}
