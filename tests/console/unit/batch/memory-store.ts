import type {
  BatchRecord,
  BatchStore,
  Outcome,
} from "../../../../functions/console/page/batch/batch-store.ts";

/** What the tabs of a browser share. The real one is checked in Chromium. */
export function memoryStore(record?: BatchRecord): BatchStore {
  const records = new Map(record === undefined ? [] : [[record.id, record]]);
  const outcomes = new Map<string, Map<string, Outcome>>();
  const of = (id: string) => {
    const found = outcomes.get(id) ?? new Map<string, Outcome>();
    outcomes.set(id, found);
    return found;
  };
  return {
    put: async (next) => void records.set(next.id, next),
    read: async (id) => records.get(id),
    list: async () => [...records.values()],
    addOutcome: async (id, outcome) => void of(id).set(outcome.entry.case_id, outcome),
    outcomes: async (id) => [...of(id).values()],
    countOutcomes: async (id) => of(id).size,
    remove: async (id) => {
      records.delete(id);
      outcomes.delete(id);
    },
  };
}
