import type { Manifest } from "../../case/schemas.ts";

/** The size as the case states it, in words; undefined where it states none. */
export function imageSizeWords(manifest: Manifest | undefined): string | undefined {
  const { width, height } = manifest?.image_dimensions ?? {};
  if (width === undefined && height === undefined) return undefined;
  return `${width ?? "unknown"} × ${height ?? "unknown"} pixels`;
}
