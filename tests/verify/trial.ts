import { verifyReport } from "../../lib/service/verify/verify-report.ts";
import type { VerifyTools } from "../../lib/service/verify/verification.ts";
import { forgedReport } from "./forgeries.ts";
import { MUTATIONS, type Mutated } from "./mutations.ts";
import { Random } from "./random.ts";
import type { Genuine } from "./reports.ts";

/** Of so many PDFs, one is a forgery that the renderer made, which takes longer than all the others. */
const FORGERY_EVERY = 8;

/** What became of mutated PDFs. */
export interface Trial {
  readonly count: number;
  /** Those that were accepted, or made `verify` throw. */
  readonly faults: readonly string[];
  /** The most processor time that one took, in ms, and the largest that this process was, in bytes. */
  readonly slowestMs: number;
  readonly largestBytes: number;
}

/** Verifies `count` mutated PDFs of a report, the same ones in every run. */
export async function trial(
  genuine: Genuine,
  { count, seed }: { readonly count: number; readonly seed: number },
  tools: VerifyTools,
): Promise<Trial> {
  const random = new Random(seed);
  const faults: string[] = [];
  let [slowestMs, largestBytes] = [0, 0];
  for (let nth = 0; nth < count; nth++) {
    const { what, pdf } = await mutatedReport(genuine, nth, random);
    const start = process.cpuUsage();
    const fault = await faultOf(pdf, tools);
    const { user, system } = process.cpuUsage(start);
    slowestMs = Math.max(slowestMs, (user + system) / 1_000);
    largestBytes = Math.max(largestBytes, process.memoryUsage.rss());
    if (fault !== undefined) faults.push(`${genuine.caseId}, number ${nth}, ${what}: ${fault}`);
  }
  return { count, faults, slowestMs, largestBytes };
}

async function mutatedReport(
  { source, pdf }: Genuine,
  nth: number,
  random: Random,
): Promise<Mutated> {
  if (nth % FORGERY_EVERY === 0) return await forgedReport(source, nth / FORGERY_EVERY, random);
  return (MUTATIONS[nth % MUTATIONS.length] ?? MUTATIONS[0])(pdf, random);
}

/** A refusal names at least one step that does not hold, or says why it could not be made. */
async function faultOf(pdf: Uint8Array, tools: VerifyTools): Promise<string | undefined> {
  try {
    const { steps } = await verifyReport(pdf, tools);
    const refused = steps.find(({ outcome }) => outcome !== "holds");
    if (refused === undefined) return "accepted";
    return isSentence(refused.detail) ? undefined : `refused as "${refused.detail}"`;
  } catch (error) {
    return `threw ${String(error)}`;
  }
}

function isSentence(text: string): boolean {
  return /^[A-Z(\w].{10,}[.:]$/s.test(text);
}
