import { useEffect } from "preact/hooks";
import { parseAddress, type View } from "./address.ts";
import type { Go } from "./use-address.ts";

/** Links to views change the view; with a modifier, or another button, they are the browser's. */
export function useLinks(go: Go): void {
  useEffect(() => {
    const onClick = (event: MouseEvent): void => {
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      if (link === null || !isPlain(event) || !isView(link)) return;
      event.preventDefault();
      go(parseAddress(link), "push");
    };
    document.addEventListener("click", onClick);
    return () => document.removeEventListener("click", onClick);
  }, [go]);
}

/** Calls `onNear` with the view of a link that the reader points at or has focused. */
export function useNearLinks(onNear: (view: View) => void): void {
  useEffect(() => {
    const onEvent = ({ target }: Event): void => {
      const link = target instanceof Element ? target.closest("a") : null;
      if (link !== null && isView(link)) onNear(parseAddress(link).view);
    };
    for (const event of ["pointerover", "focusin"]) document.addEventListener(event, onEvent);
    return () => {
      for (const event of ["pointerover", "focusin"]) document.removeEventListener(event, onEvent);
    };
  }, [onNear]);
}

function isPlain(event: MouseEvent): boolean {
  const modified = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  return event.button === 0 && !modified && !event.defaultPrevented;
}

function isView({ origin, pathname, target, download }: HTMLAnchorElement): boolean {
  return (
    origin === location.origin && pathname === location.pathname && target === "" && download === ""
  );
}
