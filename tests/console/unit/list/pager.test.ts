import { beforeEach, expect, test } from "vitest";
import type { CaseList } from "../../../../functions/console/page/api/answers.ts";
import type { ListView } from "../../../../functions/console/page/api/client.ts";
import { ApiProblem, unreachable } from "../../../../functions/console/page/api/problem.ts";
import { createPager, type Pages } from "../../../../functions/console/page/list/pager.ts";
import type { Retry } from "../../../../functions/console/page/state/reconnection.ts";
import { fakeClock, settled } from "../fake-clock.ts";

interface Asked {
  readonly view: ListView;
  readonly signal: AbortSignal;
  readonly answer: (page: CaseList) => Promise<void>;
  readonly fail: (thrown: unknown) => Promise<void>;
}

let asked: Asked[];
let retries: Retry[];
let shown: Pages | undefined;
let clock: ReturnType<typeof fakeClock>;
let mayMove: boolean;
let pager: ReturnType<typeof createPager>;
beforeEach(() => {
  asked = [];
  retries = [];
  shown = undefined;
  clock = fakeClock();
  mayMove = true;
  pager = createPager({
    clock,
    reconnection: { wait: (retry) => (retries.push(retry), () => undefined) },
    onChange: (pages) => (shown = pages),
    mayMove: () => mayMove,
    cases: async (view, signal) =>
      await new Promise<CaseList>((resolve, reject) => {
        signal.addEventListener("abort", () => reject(new Error("aborted")));
        const answer = async (list: CaseList) => {
          resolve(list);
          await settled();
        };
        const fail = async (thrown: unknown) => {
          reject(thrown instanceof Error ? thrown : new Error("failed"));
          await settled();
        };
        asked.push({ view, signal, answer, fail });
      }),
  });
});

/** @param known how many of ten cases the service has read */
function page(ids: readonly string[], next?: string, known = 10): CaseList {
  const cases = ids.map((id) => ({ case_id: id, problem: { code: "not_found", detail: "" } }));
  const found = { failed_checks: null, record_differs: null, no_report: null, unreadable: null };
  const counts = { all: 10, read: 10, known, ...found };
  return { cases, total: 10, counts, next, unknown: 0, skipped: { count: 0, first: [] } };
}

const ALL = { query: "", sort: "id", filter: "all" } as const;
const ids = () =>
  shown?.list.name === "loaded" ? shown.list.value.cases.map(({ case_id: id }) => id) : undefined;

async function showFirst(next?: string) {
  pager.show(ALL);
  await asked[0]?.answer(page(["a", "b"], next));
}

test("the first page is asked for immediately, and each further page with the cursor of the last", async () => {
  await showFirst("after_b");
  pager.more();
  expect(shown?.more).toBe("loading");
  await asked[1]?.answer(page(["c"], "after_c"));
  pager.more();
  await asked[2]?.answer(page(["d"]));
  pager.more();
  expect(asked.map(({ view }) => view.cursor)).toEqual([undefined, "after_b", "after_c"]);
  expect(ids()).toEqual(["a", "b", "c", "d"]);
  expect(shown).toMatchObject({ more: "idle", generation: 1 });
});

test("ten presses while a page is loading are one request", async () => {
  await showFirst("after_b");
  for (let press = 0; press < 10; press++) pager.more();
  expect(asked).toHaveLength(2);
});

test("a list in one order has no next page while its first page in another order is loading", async () => {
  await showFirst("after_b");
  pager.show({ ...ALL, sort: "title" });
  pager.more();
  expect(asked.map(({ view }) => [view.sort, view.cursor])).toEqual([
    ["id", undefined],
    ["title", undefined],
  ]);
  await asked[1]?.answer(page(["b", "a"], "after_a"));
  pager.more();
  expect(asked[2]?.view).toMatchObject({ sort: "title", cursor: "after_a" });
});

test("a case that is on two pages, because it moved meanwhile, is listed once", async () => {
  await showFirst("after_b");
  pager.more();
  await asked[1]?.answer(page(["b", "c"]));
  expect(ids()).toEqual(["a", "b", "c"]);
});

test("typing five letters is one request, after a rest, and the rows before stay until it answers", async () => {
  await showFirst();
  for (const query of ["l", "lo", "lob", "lobe", "lobe "]) {
    pager.show({ ...ALL, query });
    await clock.pass(50);
  }
  expect(asked).toHaveLength(1);
  await clock.pass(200);
  expect(asked.map(({ view }) => view.query)).toEqual(["", "lobe "]);
  expect(ids()).toEqual(["a", "b"]);
  await asked[1]?.answer(page(["x"]));
  expect(ids()).toEqual(["x"]);
  expect(shown?.generation).toBe(2);
});

test("a later search cancels the request before, whose answer is never shown", async () => {
  await showFirst();
  pager.show({ ...ALL, query: "one" });
  await clock.pass(200);
  pager.show({ ...ALL, query: "two" });
  expect(asked[1]?.signal.aborted).toBe(true);
  await asked[1]?.answer(page(["one"]));
  await clock.pass(200);
  await asked[2]?.answer(page(["two"]));
  expect(ids()).toEqual(["two"]);
});

test("another order cancels a page that is loading", async () => {
  await showFirst("after_b");
  pager.more();
  pager.show({ ...ALL, sort: "title" });
  expect(asked[1]?.signal.aborted).toBe(true);
  expect(shown?.more).toBe("idle");
  await asked[2]?.answer(page(["b", "a"]));
  expect(ids()).toEqual(["b", "a"]);
});

test("a further page that fails keeps the rows, and the next attempt asks for the same page", async () => {
  await showFirst("after_b");
  pager.more();
  await asked[1]?.fail(new ApiProblem({ kind: "answered", title: "Busy", detail: "Wait." }));
  expect(shown?.more).toMatchObject({ title: "Busy" });
  expect(ids()).toEqual(["a", "b"]);
  pager.more();
  expect(asked[2]?.view.cursor).toBe("after_b");
  await asked[2]?.answer(page(["c"]));
  expect(ids()).toEqual(["a", "b", "c"]);
});

test("a search that fails shows its problem, and a retry asks again", async () => {
  await showFirst();
  pager.show({ ...ALL, query: "one" });
  await clock.pass(200);
  await asked[1]?.fail(new ApiProblem({ kind: "answered", title: "Busy", detail: "Wait." }));
  expect(shown?.list).toMatchObject({ name: "failed", problem: { title: "Busy" } });
  pager.retry();
  expect(shown?.list.name).toBe("loading");
  await asked[2]?.answer(page(["one"]));
  expect(ids()).toEqual(["one"]);
});

test("a search that takes long says so above the rows before", async () => {
  await showFirst();
  pager.show({ ...ALL, query: "one" });
  await clock.pass(200 + 4_000);
  expect(shown?.slow).toBe(true);
  expect(ids()).toEqual(["a", "b"]);
  await asked[1]?.answer(page([]));
  expect(shown?.slow).toBe(false);
});

test("while the service reads, the list is loaded again, less and less often, until all is known", async () => {
  pager.show(ALL);
  await asked[0]?.answer(page(["a", "b"], "after_b", 2));
  await clock.pass(1_000);
  expect(asked[1]?.view).toEqual({ ...ALL, limit: 100 });
  await asked[1]?.answer(page(["b", "a"], "after_a", 5));
  expect(ids()).toEqual(["b", "a"]);
  await clock.pass(1_499);
  expect(asked).toHaveLength(2);
  await clock.pass(1);
  await asked[2]?.fail(new Error("offline"));
  expect(ids()).toEqual(["b", "a"]);
  await clock.pass(2_250);
  await asked[3]?.answer(page(["a", "b"], "after_b"));
  expect(shown).toMatchObject({ generation: 1, list: { value: { counts: { known: 10 } } } });
  expect(clock.waiting()).toBe(0);
});

test("rows keep their places while one of them has the focus", async () => {
  mayMove = false;
  pager.show(ALL);
  await asked[0]?.answer(page(["a", "b"], "after_b", 2));
  await clock.pass(1_000);
  await asked[1]?.answer({ ...page(["c", "b"], "after_c"), total: 11 });
  expect(ids()).toEqual(["a", "b"]);
  expect(shown?.list).toMatchObject({
    value: { total: 11, next: "after_b", counts: { known: 10 } },
  });
});

test("a reader who comes back to the list sees it as it is by now, and more rows are loaded first", async () => {
  pager.refresh();
  expect(asked).toHaveLength(0);
  await showFirst("after_b");
  pager.refresh();
  expect(asked[1]?.view.limit).toBe(100);
  pager.more();
  expect(asked[1]?.signal.aborted).toBe(true);
  pager.refresh();
  expect(asked).toHaveLength(3);
  await asked[1]?.answer(page(["z"]));
  await asked[2]?.answer(page(["c"]));
  expect(ids()).toEqual(["a", "b", "c"]);
});

test("nothing is shown after the end", async () => {
  pager.show(ALL);
  pager.dispose();
  await asked[0]?.answer(page(["a"]));
  expect(ids()).toBeUndefined();
});

test("the rows stay while the service cannot be reached, marked as those of the search before", async () => {
  await showFirst("after_b");
  pager.show({ ...ALL, sort: "title" });
  await asked[1]?.fail(unreachable(new Error("no")));
  expect(ids()).toEqual(["a", "b"]);
  expect(shown).toMatchObject({ outdated: true, generation: 1 });
  pager.more();
  expect(asked).toHaveLength(2);
  const retried = retries[0]?.();
  await asked[2]?.answer(page(["b", "a"]));
  expect(await retried).toBe(true);
  expect(ids()).toEqual(["b", "a"]);
  expect(shown).toMatchObject({ outdated: false, generation: 2 });
});

test("a further page that could not be loaded is loaded when the service can be reached", async () => {
  await showFirst("after_b");
  pager.more();
  await asked[1]?.fail(unreachable(new Error("no")));
  expect(shown?.more).toMatchObject({ kind: "unreachable" });
  const retried = retries[0]?.();
  await asked[2]?.answer(page(["c"]));
  await retried;
  expect(ids()).toEqual(["a", "b", "c"]);
  expect(shown?.more).toBe("idle");
});
