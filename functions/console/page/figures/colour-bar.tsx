import { useMemo } from "preact/hooks";
import type { Domain } from "../../../../lib/report/scales/linear.ts";
import type { Palette } from "../../../../lib/report/scales/palettes.ts";
import { barMarks, fromTop } from "./colour-bar-model.ts";
import { barRaster } from "./raster-model.ts";
import { RasterCanvas } from "./raster-canvas.tsx";

interface ColourBarProps {
  readonly palette: Palette;
  readonly firstEntry: number;
  readonly domain: Domain;
  /** The value that is read off, pointed out on the bar. */
  readonly value: number | undefined;
}

/** What the colours of a map stand for, the largest value on top. */
export function ColourBar({ palette, firstEntry, domain, value }: ColourBarProps) {
  const raster = useMemo(() => barRaster(firstEntry), [firstEntry]);
  const marks = useMemo(() => barMarks(domain), [domain]);
  return (
    <div class="fig-bar" aria-hidden="true">
      <div class="fig-bar-colours">
        <RasterCanvas raster={raster} palette={palette} />
        {value !== undefined && (
          <span
            class="fig-bar-value"
            style={{ transform: `translateY(${fromTop(value, domain) * 100}%)` }}
          />
        )}
      </div>
      <div class="fig-bar-labels">
        {marks.map(({ fromTop: share, label }) => (
          <span key={label} style={{ top: `${share * 100}%` }}>
            {label}
          </span>
        ))}
      </div>
    </div>
  );
}
