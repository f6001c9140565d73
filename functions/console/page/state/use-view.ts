import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { useKeys } from "./use-keys.ts";

interface ViewOptions {
  readonly title: string;
  readonly onBack: () => void;
}

/**
 * What every view except the list does: it names the document, starts at the top with the focus on its heading,
 * and Escape leads back, unless something nearer has taken it. Returns the ref of the heading.
 */
export function useView({ title, onBack }: ViewOptions): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · CLARITY`;
  }, [title]);
  useLayoutEffect(() => {
    scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, []);
  useKeys((event) => {
    if (event.key === "Escape") onBack();
  });
  return heading;
}
