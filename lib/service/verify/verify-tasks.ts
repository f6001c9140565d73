import { renderLazily } from "../../report/lazy-renderer.ts";
import { renderAttached } from "./render-attached.ts";
import type { Attempt, ReadPdf, VerifyTools } from "./verification.ts";

/** Reads and renders in this thread, without limits. */
export const toolsHere: VerifyTools = {
  read,
  render: async (texts, content) => await renderAttached(texts, content, renderLazily),
};

/** Loads pdf.js at the first PDF: the build makes the reader a bundle of its own. */
async function read(pdf: Uint8Array): Promise<Attempt<ReadPdf>> {
  const { readPdf } = await import("./pdf-reader.ts");
  return await readPdf(pdf);
}
