import { RECORD_OF_CHECKSUMS } from "../../../../lib/case/checks/record-of-checksums.ts";
import { ARTIFACTS, fileOf } from "../../../../lib/case/schemas.ts";
import { listed } from "../../../../lib/report/model/excerpt.ts";
import { counted } from "../../../../lib/report/model/numbers.ts";
import type { ReportStatus } from "../api/answers.ts";

/** What a reader must know about a case before using its report, in sentences: where record or checks fail. */
export function doubtWords({ record, checks }: Pick<ReportStatus, "record" | "checks">): string[] {
  const failing = checks.fail.filter(({ check }) => check !== RECORD_OF_CHECKSUMS.id).length;
  return [...recordDoubt(record), ...checksDoubt(failing)];
}

function recordDoubt(record: ReportStatus["record"]): string[] {
  if (record === "none") return [];
  if (record === "unreadable") return ["checksums.json cannot be read, so no file is confirmed."];
  const files = ARTIFACTS.filter((name) => record[name] === "differs").map(fileOf);
  if (files.length === 0) return [];
  const verb = files.length === 1 ? "differs" : "differ";
  return [`${listed(files)} ${verb} from what the evaluation recorded in checksums.json.`];
}

function checksDoubt(failing: number): string[] {
  if (failing === 0) return [];
  return [`${counted(failing, "consistency check")} ${failing === 1 ? "does" : "do"} not hold.`];
}
