import type { Reading } from "./readings.ts";

interface ReadOutProps {
  readonly readings: readonly Reading[] | undefined;
  /** Stands in its place until something is read off. */
  readonly hint: string;
}

/**
 * The exact values at the cursor. Its room is always there, so nothing moves when it fills. Whoever hears
 * the page hears them as the value of the figure's slider.
 */
export function ReadOut({ readings, hint }: ReadOutProps) {
  return (
    <div class="fig-readout">
      {readings === undefined ? (
        <span class="fig-hint">{hint}</span>
      ) : (
        readings.map(({ term, value }) => (
          <span key={term}>
            {term !== "" && <span class="fig-term">{term} </span>}
            <span class="fig-value">{value}</span>{" "}
          </span>
        ))
      )}
    </div>
  );
}
