import type { Manifest } from "../../case/schemas.ts";

export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** The size of the image in pixels, undefined where the case states none that an image can have. */
export function imageSize(manifest: Manifest | undefined): ImageSize | undefined {
  const { width, height } = manifest?.image_dimensions ?? {};
  if (width === undefined || height === undefined || width <= 0 || height <= 0) return undefined;
  return { width, height };
}

/** The size as the case states it, in words; undefined where it states none. */
export function imageSizeWords(manifest: Manifest | undefined): string | undefined {
  const { width, height } = manifest?.image_dimensions ?? {};
  if (width === undefined && height === undefined) return undefined;
  return `${width ?? "unknown"} × ${height ?? "unknown"} pixels`;
}
