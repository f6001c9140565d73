import { Cases, type CaseContent } from "../case/cases.ts";
import { ARTIFACTS } from "../case/schemas.ts";
import { readConfig } from "../config.ts";
import { REPORT_VERSION } from "../report/version.ts";
import { checksSummary } from "../service/case-tasks.ts";
import { checksText, recordText } from "./checks-text.ts";
import { EXIT } from "./exit-codes.ts";
import { givenCase } from "./given-case.ts";
import { print, type AnswerOptions, type Io } from "./io.ts";
import { columns } from "./quantities.ts";

/** @throws ClarityError of `givenCase` and `Cases.content` */
export async function hashed(argument: string, io: Io): Promise<CaseContent> {
  const { cases } = readConfig(io.environment);
  const { caseId, source } = await givenCase(argument, { cases, folder: io.folder });
  return await new Cases(source, REPORT_VERSION).content(caseId);
}

/** Prints a case's artifact hashes, the key of its report, and the consistency checks that do not hold. */
export async function hash(argument: string, options: AnswerOptions, io: Io): Promise<number> {
  const found = await hashed(argument, io);
  const { caseId, key, hashes, record } = found;
  const checks = checksSummary(found);
  const rows = [
    ["case", caseId],
    ["key", key],
    ["report version", REPORT_VERSION],
    ["record", recordText(record)],
    ...ARTIFACTS.flatMap((name) => {
      const artifactHash = hashes[name];
      return artifactHash === undefined ? [] : [[name, artifactHash]];
    }),
  ];
  const json = {
    case_id: caseId,
    cache_key: key,
    report_version: REPORT_VERSION,
    artifacts: hashes,
    record,
    checks,
  };
  await print(io, { text: `${columns(rows)}\n\n${checksText(checks)}`, json }, options);
  return EXIT.done;
}
