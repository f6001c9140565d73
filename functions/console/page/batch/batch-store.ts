import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { BatchEntry } from "../../../../lib/service/batch/entry.ts";
import { memoizeUntilSuccess } from "../../../../lib/memoize-until-success.ts";

/** What the reader asked for. */
export interface BatchRecord {
  /** 16 hex digits, which are in the address of the batch. */
  readonly id: string;
  /** Sorted, each once. */
  readonly caseIds: readonly string[];
  readonly purpose: "reports" | "download";
  /** `running` also while no tab is open: the next one goes on. */
  readonly state: "planned" | "running" | "paused";
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** What a batch has for one case. */
export interface Outcome {
  readonly entry: BatchEntry;
  /** Whether the report was stored before. */
  readonly hit: boolean;
}

interface Schema extends DBSchema {
  batches: { key: string; value: BatchRecord };
  outcomes: { key: [string, string]; value: Outcome & { readonly batch: string } };
}

/** The batches of this browser, shared by its tabs. Every call fails when the browser keeps no data for this page. */
export interface BatchStore {
  readonly put: (record: BatchRecord) => Promise<void>;
  readonly read: (id: string) => Promise<BatchRecord | undefined>;
  readonly list: () => Promise<readonly BatchRecord[]>;
  readonly addOutcome: (id: string, outcome: Outcome) => Promise<void>;
  readonly outcomes: (id: string) => Promise<readonly Outcome[]>;
  readonly countOutcomes: (id: string) => Promise<number>;
  readonly remove: (id: string) => Promise<void>;
}

/** @param name of the database: services behind other path prefixes of this host have their own */
function createBatchStore(name: string): BatchStore {
  const open = memoizeUntilSuccess(async () => await openStore(name));
  return {
    put: async (record) => {
      await (await open()).put("batches", record);
    },
    read: async (id) => await (await open()).get("batches", id),
    list: async () => await (await open()).getAll("batches"),
    addOutcome: async (batch, outcome) => {
      await (await open()).put("outcomes", { batch, ...outcome });
    },
    outcomes: async (id) => await (await open()).getAll("outcomes", outcomesOf(id)),
    countOutcomes: async (id) => await (await open()).count("outcomes", outcomesOf(id)),
    remove: async (id) => {
      const transaction = (await open()).transaction(["batches", "outcomes"], "readwrite");
      await Promise.all([
        transaction.objectStore("batches").delete(id),
        transaction.objectStore("outcomes").delete(outcomesOf(id)),
        transaction.done,
      ]);
    },
  };
}

async function openStore(name: string): Promise<IDBPDatabase<Schema>> {
  return await openDB<Schema>(name, 1, {
    upgrade: (database) => {
      database.createObjectStore("batches", { keyPath: "id" });
      database.createObjectStore("outcomes", { keyPath: ["batch", "entry.case_id"] });
    },
  });
}

/** All keys that begin with the id of the batch: an array sorts after every text. */
function outcomesOf(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id], [id, []]);
}

export const batchStore = createBatchStore(`clarity-batches ${location.pathname}`);
