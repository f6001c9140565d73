import { resolve } from "node:path";
import { readCase } from "../case/read-case.ts";
import { readConfig } from "../config.ts";
import { ClarityError } from "../errors.ts";
import { messageOf } from "../service/messages.ts";
import { caseStep } from "../service/verify/case-step.ts";
import { stoppedAfter } from "../service/verify/incomplete.ts";
import { serviceStep, serviceUrl } from "../service/verify/service-step.ts";
import type { Step, Verification } from "../service/verify/verification.ts";
import { verifyReport } from "../service/verify/verify-report.ts";
import {
  conclusionOf,
  LABELS,
  MAX_REPORT_BYTES,
  OUTCOMES,
  tooLargeReason,
} from "../service/verify/words.ts";
import { readInputFile } from "../store/file/input-file.ts";
import { EXIT } from "./exit-codes.ts";
import { givenCase, type GivenCase } from "./given-case.ts";
import { print, type Answer, type AnswerOptions, type Io } from "./io.ts";
import { columns } from "./quantities.ts";

export interface VerifyOptions extends AnswerOptions {
  /** A case, as `hash` takes it. */
  readonly case?: string;
  /** The URL of a service. */
  readonly against?: string;
}

/**
 * Checks a report by itself, and if asked against a case and a service.
 *
 * @throws ClarityError of `readInputFile`, `readConfig`, `serviceUrl` and `givenCase`
 */
export async function verify(file: string, options: VerifyOptions, io: Io): Promise<number> {
  // Validate all arguments before any work.
  const service =
    options.against === undefined
      ? undefined
      : {
          base: serviceUrl(options.against),
          authorization: readConfig(io.environment).authorization,
        };
  const given = await caseOf(options, io);
  const input = await readInputFile(resolve(io.folder, file), file, MAX_REPORT_BYTES);
  const pdf = "bytes" in input ? input.bytes : new Uint8Array();
  const verification =
    "bytes" in input
      ? await verifyReport(pdf, io.verifyTools)
      : stoppedAfter([], tooLargeReason(input.tooLarge));
  const { key } = verification;
  const steps = [
    ...verification.steps,
    ...(given === undefined ? [] : [await caseStepOf(given, verification)]),
    ...(service === undefined ? [] : [await serviceStep({ ...service, key, pdf })]),
  ];
  await print(io, answerOf(file, { ...verification, steps }), options);
  return exitCodeOf(steps);
}

async function caseOf(options: VerifyOptions, io: Io): Promise<GivenCase | undefined> {
  if (options.case === undefined) return undefined;
  const { cases } = readConfig(io.environment);
  return await givenCase(options.case, { cases, folder: io.folder });
}

/** An unreadable case is not the case of the report. Other failures say nothing about the case. */
async function caseStepOf({ caseId, source }: GivenCase, { content }: Verification): Promise<Step> {
  try {
    const { hashes: artifacts, record } = await readCase(source, caseId);
    return caseStep(content, { artifacts, record });
  } catch (error) {
    if (!(error instanceof ClarityError) || error.code !== "unreportable_case") throw error;
    return {
      step: "case",
      outcome: "does_not_hold",
      detail: messageOf(error, { kind: "command" }),
    };
  }
}

/** A service that could not be reached may respond later. Every other outcome is final. */
function exitCodeOf(steps: readonly Step[]): number {
  const others = steps.filter(({ outcome }) => outcome !== "holds");
  if (others.length === 0) return EXIT.done;
  const mayPass = others.every(
    ({ step, outcome }) => step === "service" && outcome === "not_checked",
  );
  return mayPass ? EXIT.tryAgain : EXIT.refused;
}

function answerOf(file: string, { steps, key, content }: Verification): Answer {
  const rows = steps.map(({ step, outcome, detail }) => [OUTCOMES[outcome], LABELS[step], detail]);
  const verified = steps.every(({ outcome }) => outcome === "holds");
  const json = {
    file,
    verified,
    cache_key: key ?? null,
    report_version: content?.report ?? null,
    steps,
  };
  return { text: `${columns(rows)}\n\n${conclusionOf(steps, content?.report)}`, json };
}
