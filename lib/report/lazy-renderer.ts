import { asMisconfigured, assertBuiltTogether } from "./built-together.ts";
import type { ReportSource } from "./source.ts";

/** The renderer that was built together with this bundle; undefined for unbundled sources. */
declare const RENDERER_BUILD: string | undefined;

/**
 * Renders a report, and loads the renderer for the first one, because a cache hit does not need pdfkit. The build
 * makes the renderer a separate bundle next to the bundle that imports this module.
 *
 * @throws ClarityError `misconfigured` when the renderer, or a font that it needs, belongs to another build
 */
export async function renderLazily(source: ReportSource): Promise<Uint8Array> {
  try {
    return await (await loadRenderer()).renderReport(source);
  } catch (error) {
    throw asMisconfigured(error);
  }
}

/** Loads the renderer, unless it is loaded. @throws BuiltApartError */
export async function loadRenderer() {
  const renderer = await import("./render.ts");
  assertBuiltTogether(
    "RENDERER_BUILD" in renderer ? renderer.RENDERER_BUILD : undefined,
    typeof RENDERER_BUILD === "undefined" ? undefined : RENDERER_BUILD,
  );
  return renderer;
}
