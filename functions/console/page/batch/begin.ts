import type { Client, ListView } from "../api/client.ts";
import { batchStore, type BatchRecord } from "./batch-store.ts";

/** The most that the service lists in one page. */
const PAGE = 1000;
/** A batch of more cases says what it is about to do, and waits for the reader. */
const MOST_AT_ONCE = 50;

/**
 * The ids of all cases that a search finds, in its order.
 *
 * @throws ApiProblem
 */
export async function allIds(
  { cases }: Pick<Client, "cases">,
  view: ListView,
): Promise<readonly string[]> {
  const ids = new Set<string>();
  const { signal } = new AbortController();
  let cursor: string | undefined;
  do {
    const page = await cases({ ...view, complete: true, limit: PAGE, cursor }, signal);
    for (const { case_id: id } of page.cases) ids.add(id);
    cursor = page.next;
  } while (cursor !== undefined);
  return [...ids];
}

/** Stores a new batch and returns its id. @throws Error when the browser does not keep data for this page */
export async function createBatch(
  caseIds: readonly string[],
  purpose: BatchRecord["purpose"],
): Promise<string> {
  const id = randomId();
  await batchStore.put({
    id,
    caseIds: caseIds.toSorted(byCodeUnits),
    purpose,
    state: caseIds.length > MOST_AT_ONCE ? "planned" : "running",
    createdAt: Date.now(),
  });
  return id;
}

/** As the service sorts ids. */
function byCodeUnits(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
