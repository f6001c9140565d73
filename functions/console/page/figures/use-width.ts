import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

/** How a figure fits into its element. */
interface Fit {
  /** The element's width in pixels of the figure. */
  readonly width: number;
  /** CSS pixels per unit of the figure. Larger page text makes it larger, so that figures scale with the text. */
  readonly scale: number;
}

/** Pixels of the font size that figures are made for. */
const USUAL_TEXT = 16;

/**
 * The width of an element, followed as it changes. Drawings are made for it, so that their text keeps its
 * size; their height is fixed by the style sheet, so nothing moves when the width arrives.
 *
 * @param guess until it has been measured
 */
export function useWidth<E extends Element>(guess: number): [RefObject<E | null>, Fit] {
  const ref = useRef<E>(null);
  const [fit, setFit] = useState<Fit>({ width: guess, scale: 1 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const measure = (pixels: number): void => {
      if (pixels <= 0) return;
      const scale = textSize() / USUAL_TEXT;
      const width = Math.floor(pixels / scale);
      setFit((last) => (last.width === width && last.scale === scale ? last : { width, scale }));
    };
    measure(element.getBoundingClientRect().width);
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) measure(entry.contentRect.width);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, fit];
}

/** Pixels of a rem, which the style sheets count in. */
function textSize(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || USUAL_TEXT;
}
