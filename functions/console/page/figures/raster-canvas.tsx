import { useLayoutEffect, useRef } from "preact/hooks";
import type { Palette } from "../../../../lib/report/scales/palettes.ts";
import { bandsOf, imageBytes, type Raster } from "./raster-model.ts";

interface RasterCanvasProps {
  readonly raster: Raster;
  readonly palette: Palette;
}

/** Paints each band in a task of its own, the first one at once; returns a function that stops. */
function paint(context: CanvasRenderingContext2D, raster: Raster, palette: Palette): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const next = ([band, ...others]: ReturnType<typeof bandsOf>): void => {
    if (band === undefined) return;
    const { width, height } = band.raster;
    const image = new ImageData(imageBytes(band.raster, palette), width, height);
    context.putImageData(image, 0, band.top);
    if (others.length > 0) timer = setTimeout(next, 0, others);
  };
  next(bandsOf(raster));
  return () => clearTimeout(timer);
}

/** A pixel a cell, scaled without smoothing by the style sheet: what is seen is what was measured. */
export function RasterCanvas({ raster, palette }: RasterCanvasProps) {
  const ref = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const context = ref.current?.getContext("2d");
    return context ? paint(context, raster, palette) : undefined;
  }, [raster, palette]);
  return (
    <canvas
      ref={ref}
      class="fig-raster"
      width={raster.width}
      height={raster.height}
      aria-hidden="true"
    />
  );
}
