import type { ComponentChildren } from "preact";
import type { Reading } from "./readings.ts";

interface ReadOutProps {
  readonly readings: readonly Reading[] | undefined;
  /** Stands in its place until something is read off. */
  readonly children: ComponentChildren;
}

/**
 * The exact values at the cursor, in the place of the figure's caption and no larger, so nothing moves.
 * A screen reader reads them as the value of the figure's slider.
 */
export function ReadOut({ readings, children }: ReadOutProps) {
  return (
    <div class={readings === undefined ? "fig-readout" : "fig-readout fig-reading"}>
      <div class="fig-caption">{children}</div>
      {readings !== undefined && (
        <dl>
          {readings.map(({ term, value }) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
