import { useMemo } from "preact/hooks";
import type { RegionModel } from "../../../../lib/report/model/regions.ts";
import { drawnRegions } from "./evidence-model.ts";
import type { Size } from "./map-model.ts";

interface RegionsProps {
  readonly regions: readonly RegionModel[];
  readonly size: Size;
}

/** Outlines, a light line on a dark one, and the labels over all of them. */
export function Regions({ regions, size }: RegionsProps) {
  const drawn = useMemo(() => drawnRegions(regions, size), [regions, size]);
  return (
    <g>
      {drawn.map(({ number, outline }) => (
        <g key={number} class="fig-region">
          <rect {...outline} />
          <rect {...outline} />
        </g>
      ))}
      {drawn.map(({ number, label }) =>
        label === undefined ? null : (
          <g key={number} class="fig-region-label">
            <rect {...label.place} rx={2} />
            <text
              x={label.place.x + label.place.width / 2}
              y={label.place.y + label.place.height / 2}
              dy="0.35em"
            >
              {label.text}
            </text>
          </g>
        ),
      )}
    </g>
  );
}
