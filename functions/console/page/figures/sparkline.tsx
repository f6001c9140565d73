import { useMemo } from "preact/hooks";
import { type AxisMeans, SPARKLINE, sparkline, sparklineWords } from "./sparkline-model.ts";

/** Mean ESI (bars) and mean drift (dots) of each axis, small enough for a row of a list. */
export function Sparkline({ axes }: { readonly axes: readonly AxisMeans[] }) {
  const { bars, dots, radius } = useMemo(() => sparkline(axes), [axes]);
  const words = useMemo(() => sparklineWords(axes), [axes]);
  const { width, height } = SPARKLINE;
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
      <path class="fig-frame" d={`M0 ${height - 1.5}H${width}`} />
      {bars.map((bar, index) => (
        <rect key={index} class="fig-esi" {...bar} />
      ))}
      {dots.map(({ x, y }, index) => (
        <circle key={index} class="fig-drift" cx={x} cy={y} r={radius} />
      ))}
    </svg>
  );
}
