import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useKeys } from "../state/use-keys.ts";
import type { Selection } from "./selection.ts";

interface RowCheckProps {
  readonly caseId: string;
  readonly selection: Selection;
  /** Whether Tab reaches it. */
  readonly active: boolean;
}

/** Selects the case of a row. It draws itself again, so that the row need not. */
export function RowCheck({ caseId, selection, active }: RowCheckProps) {
  const [selected, setSelected] = useState(() => selection.has(caseId));
  useEffect(() => {
    const read = (): void => setSelected(selection.has(caseId));
    read();
    return selection.subscribe(read);
  }, [selection, caseId]);
  return (
    <label class="row-check">
      <input
        type="checkbox"
        aria-label={`Select ${caseId}`}
        checked={selected}
        tabIndex={active ? 0 : -1}
        onClick={({ shiftKey }) => selection.toggle(caseId, shiftKey)}
      />
    </label>
  );
}

/** Space and `x` select the case whose row has the focus; with Shift, all rows from the last one on. */
export function useSelectKeys(
  listRef: RefObject<HTMLElement | null>,
  selection: Selection,
  shortcuts: boolean,
): void {
  useKeys((event) => {
    const { key, shiftKey, target } = event;
    if (!(target instanceof Element) || listRef.current?.contains(target) !== true) return;
    const caseId = target.closest("[data-case]")?.getAttribute("data-case");
    // A check box that has the focus takes Space itself.
    const isOwn = key === " " && target instanceof HTMLInputElement;
    if (typeof caseId !== "string" || isOwn || !selects(event, shortcuts)) return;
    event.preventDefault();
    selection.toggle(caseId, shiftKey);
  });
}

function selects({ key, ctrlKey, metaKey, altKey }: KeyboardEvent, shortcuts: boolean): boolean {
  if (ctrlKey || metaKey || altKey) return false;
  return key === " " || (shortcuts && key.toLowerCase() === "x");
}
