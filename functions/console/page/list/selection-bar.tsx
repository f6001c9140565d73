import { useEffect, useState } from "preact/hooks";
import { counted } from "../../../../lib/report/model/numbers.ts";
import type { ListView } from "../api/client.ts";
import { type ApiProblem, asProblem } from "../api/problem.ts";
import { RetryNotice } from "../parts/problem-notice.tsx";
import { type Address, formatAddress } from "../state/address.ts";
import type { Page } from "../state/page.ts";
import type { Selection } from "./selection.ts";

interface SelectionBarProps {
  readonly page: Page;
  readonly address: Address;
  /** How many cases the search finds, on all pages. */
  readonly total: number;
  /** Opens the batch. */
  readonly onBatch: (id: string) => void;
}

type Doing = "select" | "reports" | "download";

/** What can be done with the selected cases; without a selection, with all that the search finds. */
export function SelectionBar({ page, address, total, onBatch }: SelectionBarProps) {
  const { selection } = page;
  const count = useCount(selection);
  const [doing, setDoing] = useState<
    Doing | { readonly failed: Doing; readonly why: ApiProblem }
  >();
  const busy = typeof doing === "string";
  const act = async (what: Doing): Promise<void> => {
    if (busy) return;
    setDoing(what);
    try {
      await perform(what, page, address, onBatch);
      setDoing(undefined);
    } catch (thrown) {
      setDoing({ failed: what, why: asProblem(thrown) });
    }
  };
  if (total === 0) return null;
  if (typeof doing === "object") {
    return (
      <RetryNotice
        problem={doing.why}
        what={doing.failed === "select" ? "The selection" : "The batch"}
        onRetry={() => void act(doing.failed)}
      />
    );
  }
  const which = count === 0 ? `all (${total})` : `these (${count})`;
  return (
    <div class="selection">
      <label class="select-all">
        <input
          type="checkbox"
          checked={count > 0 && count >= total}
          indeterminate={count > 0 && count < total}
          aria-disabled={busy}
          onClick={(event) => {
            if (busy) event.preventDefault();
            else if (count > 0) selection.clear();
            else void act("select");
          }}
        />
        <span aria-live="polite">{countWords(count, total, doing)}</span>
      </label>
      <button type="button" class="button" aria-disabled={busy} onClick={() => void act("reports")}>
        Reports for {which}
      </button>
      <button
        type="button"
        class="button"
        aria-disabled={busy}
        onClick={() => void act("download")}
      >
        ZIP file of {which}
      </button>
      <a href={formatAddress({ ...address, view: { name: "batch" } })}>Batches</a>
    </div>
  );
}

function useCount(selection: Selection): number {
  const [count, setCount] = useState(selection.size);
  useEffect(() => selection.subscribe(() => setCount(selection.size())), [selection]);
  return count;
}

function countWords(count: number, total: number, doing: Doing | undefined): string {
  if (doing !== undefined) return "Reading the list …";
  return count === 0
    ? `Select all ${counted(total, "case")}`
    : `${counted(count, "case")} selected`;
}

/** @throws ApiProblem, or the browser's error when it does not keep data for this page */
async function perform(
  what: Doing,
  { client, selection }: Page,
  { query, sort, filter }: ListView,
  onBatch: (id: string) => void,
): Promise<void> {
  const { allIds, createBatch } = await import("../batch/begin.ts");
  const ids =
    selection.size() > 0 ? selection.ids() : await allIds(client, { query, sort, filter });
  if (what === "select") selection.add(ids);
  else onBatch(await createBatch(ids, what));
}
