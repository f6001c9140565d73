import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** What a reader who loses the focus is brought back to. */
const PLACES = "section, dialog, main";

/**
 * Keeps the focus near by when what had it is taken away, as a button is that has done its work: otherwise
 * a keyboard user would start at the top of the page again.
 */
export function useKeptFocus(): RefObject<HTMLElement | null> {
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    if (main.current === null) return undefined;
    let last: Element | undefined;
    let places: HTMLElement[] = [];
    const onFocusIn = ({ target }: FocusEvent): void => {
      if (!(target instanceof Element)) return;
      last = target;
      places = placesOf(target);
    };
    const observer = new MutationObserver(() => {
      if (last === undefined || last.isConnected || document.activeElement !== document.body)
        return;
      last = undefined;
      focusPlace(places.find((place) => place.isConnected));
    });
    observer.observe(main.current, { childList: true, subtree: true });
    document.addEventListener("focusin", onFocusIn);
    return () => {
      observer.disconnect();
      document.removeEventListener("focusin", onFocusIn);
    };
  }, []);
  return main;
}

/** From the nearest one on. */
function placesOf(element: Element): HTMLElement[] {
  const place = element.parentElement?.closest<HTMLElement>(PLACES) ?? undefined;
  return place === undefined ? [] : [place, ...placesOf(place)];
}

function focusPlace(place: HTMLElement | undefined): void {
  if (place === undefined) return;
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
}
