import type { ArtifactTexts } from "../../case/artifacts-in.ts";
import type { KeyContent } from "../../case/key-text.ts";
import { ClarityError } from "../../errors.ts";
import type { RenderReport } from "../../report/source.ts";
import { unreportableCase } from "../case-messages.ts";
import { keyTextOf, sourceWithKey } from "../report-source.ts";
import { sha256 } from "./sha256.ts";
import type { Attempt } from "./verification.ts";

/** Renders the report of the attachments, or returns why they are not a valid case. */
export async function renderAttached(
  texts: ArtifactTexts,
  { artifacts, record }: KeyContent,
  render: RenderReport,
): Promise<Attempt<Uint8Array>> {
  try {
    const content = { caseId: "in the attachments", hashes: artifacts, texts, record };
    const text = keyTextOf(content);
    const key = await sha256(new TextEncoder().encode(text));
    return { done: true, value: await render(sourceWithKey(content, text, key)) };
  } catch (error) {
    if (!(error instanceof ClarityError) || error.code !== "unreportable_case") throw error;
    return { done: false, outcome: "does_not_hold", reason: unreportableCase(error) };
  }
}
