/**
 * Checks a report against itself: its attachments, its key, and its bytes. Does not import Node's modules, so that a
 * browser can run it too; the caller passes the functions that read PDFs and render.
 */
import type { KeyContent } from "../../case/key-text.ts";
import type { ArtifactTexts } from "../../case/artifacts-in.ts";
import { KEY_FILE } from "../../case/key-file.ts";
import { REPORT_VERSION } from "../../report/version.ts";
import { attachmentsStep, hashesStep } from "./attachment-steps.ts";
import { comparison } from "./comparison.ts";
import { stoppedAt } from "./incomplete.ts";
import { readKeyFile } from "./key-file-step.ts";
import { reportStep, shapeFault } from "./report-step.ts";
import { sha256 } from "./sha256.ts";
import type { ReadPdf, Step, Verification, VerifyTools } from "./verification.ts";

/**
 * Whether this report version renders exactly this PDF from the attached artifacts.
 *
 * @param onStep is called with each step as soon as it is made
 */
export async function verifyReport(
  pdf: Uint8Array,
  tools: VerifyTools,
  onStep: (step: Step) => void = () => undefined,
): Promise<Verification> {
  const steps: Step[] = [];
  const made = (...more: readonly Step[]) => {
    for (const step of more) onStep(step);
    steps.push(...more);
  };
  const fault = shapeFault(pdf);
  if (fault !== undefined) return stoppedAt(refused("report", fault));
  const reading = await tools.read(pdf);
  if (!reading.done) {
    return stoppedAt({ step: "report", outcome: reading.outcome, detail: reading.reason });
  }
  const report = reportStep(reading.value);
  if (report.outcome !== "holds") return stoppedAt(report);
  made(report);
  const { attachments } = reading.value;
  const keyFile = attachments.find(({ file }) => file === KEY_FILE);
  const key = keyFile && (await sha256(keyFile.bytes));
  const { step: keyStep, content } = readKeyFile(keyFile?.bytes);
  made(keyStep);
  if (content === undefined || key === undefined) return { ...stoppedAt(...steps), key };
  made(printedKeyStep(reading.value, key), attachmentsStep(attachments, content));
  const { step: hashes, texts } = await hashesStep(attachments, content);
  made(hashes, versionStep(content));
  made(await bytesStep(pdf, { steps, texts, content }, tools));
  return { steps, key, content };
}

function refused(step: Step["step"], detail: string): Step {
  return { step, outcome: "does_not_hold", detail };
}

function printedKeyStep({ keywords }: ReadPdf, key: string): Step {
  const other = keywords.find((printed) => printed !== key);
  if (keywords.every((printed) => printed === key)) {
    const detail = `The SHA-256 of ${KEY_FILE} is the key in the report: ${key}.`;
    return { step: "key", outcome: "holds", detail };
  }
  const stated = other === undefined ? "states no key" : `states the key ${other}`;
  return refused("key", `The report ${stated}, but the SHA-256 of ${KEY_FILE} is ${key}.`);
}

function versionStep({ report }: KeyContent): Step {
  if (report === REPORT_VERSION) {
    return { step: "version", outcome: "holds", detail: `Report version ${report}, as here.` };
  }
  const detail = `Report version ${report} made this report; this is version ${REPORT_VERSION}.`;
  return refused("version", detail);
}

interface Known {
  readonly steps: readonly Step[];
  readonly texts: ArtifactTexts;
  readonly content: KeyContent;
}

/** The decisive step: any change that the other steps overlook changes a byte. */
async function bytesStep(
  pdf: Uint8Array,
  { steps, texts, content }: Known,
  tools: VerifyTools,
): Promise<Step> {
  const failed = steps.filter(({ outcome }) => outcome !== "holds").map(({ step }) => step);
  if (failed.length > 0) {
    const detail = failed.every((step) => step === "version")
      ? `Only report version ${content.report} can render this report again: verify it with a service of that version.`
      : "Not rendered again, because a step above does not hold.";
    return { step: "bytes", outcome: "not_checked", detail };
  }
  const rendering = await tools.render(texts, content);
  if (rendering.done) return comparison(pdf, rendering.value);
  return { step: "bytes", outcome: rendering.outcome, detail: rendering.reason };
}
