import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

/**
 * The width of an element in pixels, followed as it changes. Drawings are made for it, so that their text
 * keeps its size; their height is fixed by the style sheet, so nothing moves when the width arrives.
 *
 * @param guess until it has been measured
 */
export function useWidth<E extends Element>(guess: number): [RefObject<E | null>, number] {
  const ref = useRef<E>(null);
  const [width, setWidth] = useState(guess);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const measure = (next: number): void => {
      if (next > 0) setWidth(Math.floor(next));
    };
    measure(element.getBoundingClientRect().width);
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) measure(entry.contentRect.width);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}
