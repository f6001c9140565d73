import { useMemo } from "preact/hooks";
import { markerPath } from "./svg-path.ts";
import { type AxisMeans, SPARKLINE, sparkline, sparklineWords } from "./sparkline-model.ts";

/** Mean ESI (round) and mean drift (square) of each axis, small enough for a row of a list. */
export function Sparkline({ axes }: { readonly axes: readonly AxisMeans[] }) {
  const { stems, radius } = useMemo(() => sparkline(axes), [axes]);
  const words = useMemo(() => sparklineWords(axes), [axes]);
  const { width, height } = SPARKLINE;
  const esi = stems.flatMap(({ x, esi: y }) => at(x, y));
  const drift = stems.flatMap(({ x, drift: y }) => at(x, y));
  return (
    <svg
      class="fig-sparkline"
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an img could not follow the theme
      role="img"
      aria-label={words}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
    >
      <title>{words}</title>
      <path
        class="fig-stem"
        d={stems
          .map(({ x, esi: from, drift: to }) =>
            from === undefined || to === undefined ? "" : `M${x} ${from}V${to}`,
          )
          .join("")}
      />
      <g class="fig-esi">
        <path class="fig-markers" d={markerPath("esi", esi, radius)} />
      </g>
      <g class="fig-drift">
        <path class="fig-markers" d={markerPath("drift", drift, radius)} />
      </g>
    </svg>
  );
}

/** A place to mark, where there is a value. */
function at(x: number, y: number | undefined) {
  return y === undefined ? [] : [{ x, y }];
}
