import { useLayoutEffect, useRef } from "preact/hooks";
import type { Palette } from "../../../../lib/report/scales/palettes.ts";
import { imageBytes, type Raster } from "./raster-model.ts";

interface RasterCanvasProps {
  readonly raster: Raster;
  readonly palette: Palette;
  /** 0 to 1. A change does not repaint the canvas. */
  readonly opacity?: number;
}

/** A pixel a cell, scaled without smoothing by the style sheet: what is seen is what was measured. */
export function RasterCanvas({ raster, palette, opacity = 1 }: RasterCanvasProps) {
  const ref = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const context = ref.current?.getContext("2d");
    if (context === null || context === undefined) return;
    const { width, height } = raster;
    context.putImageData(new ImageData(imageBytes(raster, palette), width, height), 0, 0);
  }, [raster, palette]);
  return (
    <canvas
      ref={ref}
      class="fig-raster"
      width={raster.width}
      height={raster.height}
      style={{ opacity: String(opacity) }}
      aria-hidden="true"
    />
  );
}
