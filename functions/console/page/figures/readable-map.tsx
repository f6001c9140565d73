import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { MapFrame, type MapFrameProps } from "./map-frame.tsx";
import { ReadOut } from "./read-out.tsx";

interface ReadableMapProps extends Omit<MapFrameProps, "describedBy" | "children"> {
  readonly canvas: ComponentChildren;
  readonly caption: string;
  /** How it is read. */
  readonly hint: string;
  /** What is on it, for those who do not see it. */
  readonly words: string;
}

/** A map and what is read off it; until then, its caption. */
export function ReadableMap({ canvas, caption, hint, words, ...frame }: ReadableMapProps) {
  const id = useId();
  const { cell, readingsOf } = frame;
  return (
    <>
      <MapFrame {...frame} describedBy={id}>
        {canvas}
      </MapFrame>
      <ReadOut readings={cell && readingsOf(cell)}>
        <p>{caption}</p>
        <p class="screen-only">{hint}</p>
      </ReadOut>
      <p id={id} hidden>
        {words}
      </p>
    </>
  );
}
