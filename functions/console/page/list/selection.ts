/** Which cases the reader has selected, on whatever pages and by whatever searches. */
export interface Selection {
  readonly has: (caseId: string) => boolean;
  readonly size: () => number;
  readonly ids: () => readonly string[];
  /** The rows in their order, for ranges. */
  readonly arrange: (order: readonly string[]) => void;
  /** Selects a case or takes it out; with `range`, all rows from the last one on get the same state. */
  readonly toggle: (caseId: string, range: boolean) => void;
  readonly add: (caseIds: readonly string[]) => void;
  readonly clear: () => void;
  /** Calls back after each change. Returns a function that ends this. */
  readonly subscribe: (onChange: () => void) => () => void;
}

export function createSelection(): Selection {
  const selected = new Set<string>();
  const listeners = new Set<() => void>();
  let order: readonly string[] = [];
  let anchor: string | undefined;

  const change = (caseIds: readonly string[], on: boolean): void => {
    for (const caseId of caseIds) {
      if (on) selected.add(caseId);
      else selected.delete(caseId);
    }
    for (const listener of listeners) listener();
  };

  return {
    has: (caseId) => selected.has(caseId),
    size: () => selected.size,
    ids: () => [...selected],
    arrange: (next) => (order = next),
    toggle: (caseId, range) => {
      const caseIds = range ? between(order, anchor, caseId) : [caseId];
      anchor = caseId;
      change(caseIds, !selected.has(caseId));
    },
    add: (caseIds) => change(caseIds, true),
    clear: () => change([...selected], false),
    subscribe: (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
  };
}

/** Both ends included; only `to` when `from` is not in the list. */
function between(
  order: readonly string[],
  from: string | undefined,
  to: string,
): readonly string[] {
  const ends = [order.indexOf(from ?? ""), order.indexOf(to)].toSorted((a, b) => a - b);
  const [first = -1, last = -1] = ends;
  return first < 0 ? [to] : order.slice(first, last + 1);
}
