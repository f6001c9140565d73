import { ClarityError } from "../errors.ts";
import type { ReportSource } from "./source.ts";

/** Tells the renderer that was built together with this bundle; sources that run as they are have none. */
declare const RENDERER_BUILD: string | undefined;

/**
 * Renders a report with a renderer that is loaded at the first one: a hit needs no pdfkit. The build makes
 * the renderer a bundle of its own, beside whichever bundle imports this.
 *
 * @throws ClarityError `misconfigured` when the renderer is another build's
 */
export async function renderLazily(source: ReportSource): Promise<Uint8Array> {
  const renderer = await import("./render.ts");
  assertBuiltTogether(renderer);
  return await renderer.renderReport(source);
}

/**
 * A process that was built over while it ran would load the new renderer, and store what that draws under
 * the key of the old one's version.
 */
function assertBuiltTogether(renderer: object): void {
  const expected = typeof RENDERER_BUILD === "undefined" ? undefined : RENDERER_BUILD;
  const found = "RENDERER_BUILD" in renderer ? renderer.RENDERER_BUILD : undefined;
  if (found === expected) return;
  throw new ClarityError(
    "misconfigured",
    "The renderer was built anew while this process ran, and does not belong to it. Start the process again.",
    { retryAfterSeconds: 30 },
  );
}
