/**
 * Checks a report against itself: its attachments, its key, and its bytes. Does not import Node's modules, so that a
 * browser can run it too; the caller passes the functions that read PDFs and render.
 */
import type { KeyContent } from "../../case/cache-key.ts";
import type { ArtifactTexts } from "../../case/digest.ts";
import { KEY_FILE } from "../../case/key-file.ts";
import { REPORT_VERSION } from "../../report/version.ts";
import { attachmentsStep, hashesStep } from "./attachment-steps.ts";
import { comparison } from "./comparison.ts";
import { readKeyFile } from "./key-file-step.ts";
import { reportStep, shapeFault } from "./report-step.ts";
import { sha256 } from "./sha256.ts";
import {
  STEPS,
  type ReadPdf,
  type Step,
  type Verification,
  type VerifyTools,
} from "./verification.ts";

const ALWAYS = STEPS.filter((step) => step !== "case" && step !== "service");

/** Whether this report version renders exactly this PDF from the attached artifacts. */
export async function verifyReport(pdf: Uint8Array, tools: VerifyTools): Promise<Verification> {
  const fault = shapeFault(pdf);
  if (fault !== undefined) return stoppedAt(refused("report", fault));
  const reading = await tools.read(pdf);
  if (!reading.done) {
    return stoppedAt({ step: "report", outcome: reading.outcome, detail: reading.reason });
  }
  const report = reportStep(reading.value);
  if (report.outcome !== "holds") return stoppedAt(report);
  return await verifyParts(pdf, reading.value, report, tools);
}

async function verifyParts(
  pdf: Uint8Array,
  read: ReadPdf,
  report: Step,
  tools: VerifyTools,
): Promise<Verification> {
  const keyFile = read.attachments.find(({ file }) => file === KEY_FILE);
  const key = keyFile && (await sha256(keyFile.bytes));
  const { step: keyStep, content } = readKeyFile(keyFile?.bytes);
  const steps = [report, keyStep];
  if (content === undefined || key === undefined) return { ...stoppedAt(...steps), key };
  const { step: hashes, texts } = await hashesStep(read.attachments, content);
  steps.push(printedKeyStep(read, key), attachmentsStep(read.attachments, content), hashes);
  steps.push(versionStep(content));
  steps.push(await bytesStep(pdf, { steps, texts, content }, tools));
  return { steps, key, content };
}

/** The result for a file that was not read. */
export function notRead(why: string): Verification {
  return stoppedAt({ step: "report", outcome: "not_checked", detail: why });
}

/** The steps that were made; marks all others as not checked. */
function stoppedAt(...made: readonly Step[]): Verification {
  const others = ALWAYS.filter((name) => !made.some(({ step }) => step === name));
  const detail = "Not checked, because it needs what is missing above.";
  const skipped = others.map((step): Step => ({ step, outcome: "not_checked", detail }));
  return { steps: [...made, ...skipped], key: undefined, content: undefined };
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
      : "Not rendered again, because the attachments are not those of a report of this version.";
    return { step: "bytes", outcome: "not_checked", detail };
  }
  const rendering = await tools.render(texts, content);
  if (rendering.done) return comparison(pdf, rendering.value);
  return { step: "bytes", outcome: rendering.outcome, detail: rendering.reason };
}
