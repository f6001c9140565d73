import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

/** Whether the case is no longer the one whose figures are shown, and the way to reload it. */
export function useOutdated(
  key: string | undefined,
  onReload: () => void,
): readonly [boolean, () => void] {
  const [shown, setShown] = useState<string | undefined>(undefined);
  useEffect(() => setShown((before) => before ?? key), [key]);
  const outdated = key !== undefined && shown !== undefined && key !== shown;
  const reload = (): void => {
    setShown(key);
    onReload();
  };
  return [outdated, reload];
}

/** Takes the focus that "Cancel" loses when it goes. */
export function useFocusWhenDone(busy: boolean) {
  const button = useRef<HTMLButtonElement>(null);
  const wasBusy = useRef(false);
  // Before the page's own keeping of the focus (state/use-kept-focus.ts), which knows no better place.
  useLayoutEffect(() => {
    const isLost = document.activeElement === document.body;
    if (wasBusy.current && !busy && isLost) button.current?.focus();
    wasBusy.current = busy;
  }, [busy]);
  return button;
}
