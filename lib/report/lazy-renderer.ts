import { ClarityError } from "../errors.ts";
import { assertBuiltTogether } from "./built-together.ts";
import type { ReportSource } from "./source.ts";

/** The renderer that was built together with this bundle; sources that run as they are have none. */
declare const RENDERER_BUILD: string | undefined;

/**
 * Renders a report with a renderer that is loaded at the first one: a hit needs no pdfkit. The build makes
 * the renderer a bundle of its own, beside whichever bundle imports this.
 *
 * @throws ClarityError `misconfigured` when the renderer, or a font that it needs, is another build's
 */
export async function renderLazily(source: ReportSource): Promise<Uint8Array> {
  const renderer = await import("./render.ts");
  try {
    assertBuiltTogether(
      "RENDERER_BUILD" in renderer ? renderer.RENDERER_BUILD : undefined,
      typeof RENDERER_BUILD === "undefined" ? undefined : RENDERER_BUILD,
    );
    return await renderer.renderReport(source);
  } catch (error) {
    throw asMisconfigured(error);
  }
}

/** By its name: the renderer's bundle has a class of its own for the error. */
function asMisconfigured(error: unknown): unknown {
  if (!(error instanceof Error) || error.name !== "BuiltApartError") return error;
  return new ClarityError("misconfigured", undefined, {
    reason: "newer_build",
    cause: error,
    retryAfterSeconds: 30,
  });
}
