import { type CaseList, withPage } from "../api/answers.ts";
import type { Client, ListView } from "../api/client.ts";
import { type ApiProblem, isOutage } from "../api/problem.ts";
import type { Clock } from "../report/runner.ts";
import { type Loading, LOADING, startLoading } from "../state/loading.ts";
import type { Reconnection } from "../state/reconnection.ts";

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
  readonly reconnection?: Pick<Reconnection, "wait"> | undefined;
  readonly onChange: (pages: Pages) => void;
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

export function createPager({ cases, clock, reconnection, onChange }: PagerOptions): Pager {
  let pages = NO_PAGES;
  let view: Pick<ListView, "query" | "sort"> | undefined;
  /** What the loaded list and its cursor are of: while another first page is loading, not `view`. */
  let listed: typeof view;
  let cancel = nothing;

  const update = (change: Partial<Pages>): void => {
    pages = { ...pages, ...change };
    onChange(pages);
  };

  const load = (of: ListView, onOutcome: (outcome: Loading<CaseList>) => void): void => {
    cancel();
    cancel = startLoading({
      clock,
      reconnection,
      load: async (signal) => await cases(of, signal),
      onChange: onOutcome,
    });
  };

  const loadFirst = (of: ListView): void =>
    load(of, (outcome) => {
      const change = afterFirst(pages, outcome);
      if (change.generation !== undefined) listed = of;
      update(change);
    });

  const loadNext = (of: ListView, before: CaseList): void => {
    update({ more: "loading" });
    load(of, (outcome) => update(afterNext(before, outcome)));
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
      loadNext({ ...view, cursor }, list.value);
    },
    retry: () => {
      if (view === undefined) return;
      update({ list: LOADING, slow: false });
      loadFirst(view);
    },
    dispose: () => cancel(),
  };
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

function nothing(): void {}
