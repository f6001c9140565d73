import { type CaseList, withNews } from "../api/answers.ts";
import type { Client, ListView } from "../api/client.ts";
import type { Clock } from "../report/runner.ts";

interface NewsOptions {
  readonly cases: Client["cases"];
  readonly clock: Pick<Clock, "after">;
  /** What is listed; undefined while something else is loading. */
  readonly listed: () => { readonly of: ListView; readonly list: CaseList } | undefined;
  /** Whether rows may change places now. */
  readonly mayMove: () => boolean;
  readonly onNews: (list: CaseList) => void;
}

export interface News {
  /** Loads what is listed again after a while, if the service has not read all cases yet. */
  readonly await: () => void;
  /** Loads what is listed again. A failure is left to the next attempt. */
  readonly load: () => void;
  readonly stop: () => void;
}

/** Milliseconds until the list is loaded again: more each time. */
const WAIT = { first: 1_000, factor: 1.5, last: 10_000 } as const;
/** How many rows are loaded again at once. */
const ROWS = { least: 100, most: 1_000 } as const;

/** Keeps a list up to date, without the reader's place in it being lost. */
export function createNews({ cases, clock, listed, mayMove, onNews }: NewsOptions): News {
  let stop = nothing;

  const awaitNews = (delay: number): void => {
    stop();
    const { list } = listed() ?? {};
    if (list === undefined || list.counts.known >= list.counts.all) return;
    stop = clock.after(delay, () => void load(delay));
  };

  const load = async (delay: number): Promise<void> => {
    stop();
    const before = listed();
    if (before === undefined) return;
    const { of, list } = before;
    const controller = new AbortController();
    stop = () => controller.abort();
    const limit = Math.min(Math.max(list.cases.length, ROWS.least), ROWS.most);
    const page = await answerOf(async () => await cases({ ...of, limit }, controller.signal));
    if (controller.signal.aborted) return;
    const order = list.cases.length <= limit && mayMove() ? "new" : "kept";
    if (page !== undefined) onNews(withNews(list, page, order));
    awaitNews(Math.min(delay * WAIT.factor, WAIT.last));
  };

  return {
    await: () => awaitNews(WAIT.first),
    load: () => void load(WAIT.first),
    stop: () => stop(),
  };
}

async function answerOf(ask: () => Promise<CaseList>): Promise<CaseList | undefined> {
  try {
    return await ask();
  } catch {
    return undefined;
  }
}

function nothing(): void {}
