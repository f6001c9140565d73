import type { KeyContent } from "../../case/cache-key.ts";
import type { ArtifactTexts } from "../../case/digest.ts";
import { ClarityError } from "../../errors.ts";
import { renderLazily } from "../../report/lazy-renderer.ts";
import type { RenderReport } from "../../report/source.ts";
import { reportSource } from "../case-tasks.ts";
import { unreportableCase } from "../case-messages.ts";
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

/** Renders the report of the attachments, or returns why they are not a valid case. */
export async function renderAttached(
  texts: ArtifactTexts,
  { artifacts, record }: KeyContent,
  render: RenderReport,
): Promise<Attempt<Uint8Array>> {
  try {
    const source = reportSource({ caseId: "in the attachments", hashes: artifacts, texts, record });
    return { done: true, value: await render(source) };
  } catch (error) {
    if (!(error instanceof ClarityError) || error.code !== "unreportable_case") throw error;
    return { done: false, outcome: "does_not_hold", reason: unreportableCase(error) };
  }
}
