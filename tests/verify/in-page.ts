/** The view "verify" in any browser, by scripts in its page. */
import { expect } from "vitest";
import * as v from "valibot";
import { renderReport } from "../../lib/report/render.ts";
import { readPdf } from "../../lib/service/verify/pdf-reader.ts";
import { renderAttached } from "../../lib/service/verify/render-attached.ts";
import { verifyReport } from "../../lib/service/verify/verify-report.ts";
import { conclusionOf, LABELS, OUTCOMES } from "../../lib/service/verify/words.ts";
import type { Tampered } from "./tampered.ts";

/** Evaluates an expression in the page. */
type Evaluate = (expression: string) => Promise<unknown>;

const FindingsSchema = v.object({
  conclusion: v.string(),
  steps: v.array(v.object({ outcome: v.string(), label: v.string(), detail: v.string() })),
});
type Findings = v.InferOutput<typeof FindingsSchema>;

/** Drops a file on the page, as a reader does. */
export async function drop(evaluate: Evaluate, name: string, pdf: Uint8Array): Promise<void> {
  const base64 = JSON.stringify(Buffer.from(pdf).toString("base64"));
  await evaluate(`(() => {
    const bytes = Uint8Array.from(atob(${base64}), (character) => character.charCodeAt(0));
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([bytes], ${JSON.stringify(name)}, { type: "application/pdf" }));
    const event = new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true });
    // WebKit ignores the option.
    if (event.dataTransfer === null) Object.defineProperty(event, "dataTransfer", { value: dataTransfer });
    document.body.dispatchEvent(event);
  })()`);
}

const READ = (name: string) => `(() => {
  const section = document.querySelector(".verify-findings");
  if (section?.querySelector("h2").textContent !== ${JSON.stringify(name)}) return "";
  const textOf = (element, selector) => element.querySelector(selector).textContent;
  return JSON.stringify({
    conclusion: textOf(section, ".verify-conclusion"),
    steps: [...section.querySelectorAll(".verify-step")].map((step) => ({
      outcome: textOf(step, ".verify-outcome"),
      label: textOf(step, "b"),
      detail: textOf(step, ".verify-detail"),
    })),
  });
})()`;

/** What the page says of the file with this name, as soon as it does. */
export async function findingsIn(evaluate: Evaluate, name: string): Promise<Findings> {
  await expect.poll(async () => await evaluate(READ(name)), { timeout: 90_000 }).not.toBe("");
  return v.parse(FindingsSchema, JSON.parse(String(await evaluate(READ(name)))));
}

/** Every file is refused with the verdict that Node gives; those that take too much are stopped instead. */
export async function expectRefused(evaluate: Evaluate, files: readonly Tampered[]): Promise<void> {
  for (const [at, { what, pdf }] of files.entries()) {
    const name = `${at} ${what}`;
    await drop(evaluate, name, pdf);
    const found = await findingsIn(evaluate, name);
    expect(`${what}: ${found.conclusion}`).toContain(": This PDF is not verified");
    const isStopped = found.steps[0]?.outcome === OUTCOMES.not_checked;
    if (!isStopped) expect({ what, ...found }).toEqual({ what, ...(await inNode(pdf)) });
  }
}

async function inNode(pdf: Uint8Array): Promise<Findings> {
  const { steps, content } = await verifyReport(pdf, {
    read: readPdf,
    render: async (texts, key) => await renderAttached(texts, key, renderReport),
  });
  return {
    conclusion: conclusionOf(steps, content?.report),
    steps: steps.map(({ step, outcome, detail }) => ({
      outcome: OUTCOMES[outcome],
      label: LABELS[step],
      detail,
    })),
  };
}
