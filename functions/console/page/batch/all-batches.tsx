import { useCallback, useState } from "preact/hooks";
import { Loaded } from "../parts/loaded.tsx";
import { type Address, formatAddress } from "../state/address.ts";
import type { Page } from "../state/page.ts";
import { useLoading } from "../state/use-loading.ts";
import { type BatchRecord, batchStore } from "./batch-store.ts";
import { removeBatch } from "./use-batch.ts";
import { grouped, many } from "./words.ts";

interface AllBatchesProps {
  readonly page: Page;
  readonly address: Address;
}

/** The batches that this browser knows, newest first. */
export function AllBatches({ page, address }: AllBatchesProps) {
  const load = useCallback(async () => await readBatches(), []);
  const [loading, reload] = useLoading(load, page.clock);
  const [removed, setRemoved] = useState<readonly string[]>([]);
  const remove = async (id: string): Promise<void> => {
    await removeBatch(id);
    setRemoved((ids) => [...ids, id]);
  };
  return (
    <Loaded loading={loading} what="The list of batches" room="table" onRetry={reload}>
      {(batches) =>
        batches.every(({ record }) => removed.includes(record.id)) ? (
          <p>
            There is no batch in this browser. Select cases in the list, then choose “Reports for
            these”.
          </p>
        ) : (
          <ul class="batches">
            {batches
              .filter(({ record }) => !removed.includes(record.id))
              .map(({ record: { id, caseIds, createdAt }, done }) => (
                <li key={id}>
                  <a href={formatAddress({ ...address, view: { name: "batch", id } })}>
                    {many(caseIds.length, "case")}, begun {timeWords(createdAt)}
                  </a>
                  <span class="note number">
                    {done === caseIds.length ? "complete" : `${grouped(done)} done`}
                  </span>
                  <button
                    type="button"
                    class="quiet-button"
                    onClick={({ currentTarget }) => {
                      focusNeighbour(currentTarget);
                      void remove(id);
                    }}
                  >
                    Remove
                    <span class="hidden">
                      {" "}
                      the batch of {many(caseIds.length, "case")}, begun {timeWords(createdAt)}
                    </span>
                  </button>
                </li>
              ))}
          </ul>
        )
      }
    </Loaded>
  );
}

/** Before the row of a button goes: the focus would go with it. */
function focusNeighbour(button: HTMLElement): void {
  const row = button.closest("li");
  const neighbour = row?.nextElementSibling ?? row?.previousElementSibling;
  neighbour?.querySelector("a")?.focus();
}

async function readBatches(): Promise<{ record: BatchRecord; done: number }[]> {
  const records = await batchStore.list();
  const newestFirst = records.toSorted((a, b) => b.createdAt - a.createdAt);
  return await Promise.all(newestFirst.map(withDone));
}

async function withDone(record: BatchRecord) {
  return { record, done: await batchStore.countOutcomes(record.id) };
}

function timeWords(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
