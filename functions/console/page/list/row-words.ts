import type { CaseRow } from "../../../../lib/http/answers.ts";
import { decodeValue } from "../../../../lib/report/model/encoded-value.ts";
import { excerpt } from "../../../../lib/report/model/excerpt.ts";
import { inProse } from "../../../../lib/report/model/numbers.ts";
import type { BadgeProps } from "../parts/badge.tsx";

/** A cell of a row. */
export interface CellWords extends Pick<BadgeProps, "tone" | "icon"> {
  readonly words: string;
  /** Whether there is something that a reader should look at. */
  readonly stands: boolean;
}

const NOT_KNOWN = { words: "Not read yet", tone: "plain", stands: false } as const;

/** Where an extreme is: `contrast = 0.8`. */
export function placeWords({ axis, value }: NonNullable<CaseRow["lowest_esi"]>): string {
  const name = axis === "" ? "axis without a name" : excerpt(axis, 60);
  return `${name} = ${excerpt(inProse(decodeValue(value).label), 40)}`;
}

export function checksCell(checks: CaseRow["checks"]): CellWords {
  if (checks === null) return NOT_KNOWN;
  const { hold, fail } = checks;
  if (fail === 0) return { words: `${hold} hold`, tone: "plain", stands: false };
  const words = fail === 1 ? "1 does not hold" : `${fail} do not hold`;
  return { words, tone: "bad", icon: "warning", stands: true };
}

const RECORD: Readonly<Record<NonNullable<CaseRow["record"]>, CellWords>> = {
  confirmed: { words: "Confirmed", tone: "good", icon: "check", stands: true },
  differs: { words: "Differs", tone: "bad", icon: "warning", stands: true },
  unreadable: { words: "Unreadable", tone: "warn", icon: "warning", stands: true },
  not_checked: { words: "Not checked", tone: "warn", icon: "question", stands: true },
  not_listed: { words: "Incomplete", tone: "warn", icon: "dash", stands: true },
  none: { words: "No record", tone: "warn", icon: "dash", stands: true },
};

export function recordCell(record: CaseRow["record"]): CellWords {
  return record === null ? NOT_KNOWN : RECORD[record];
}

/** Without a key, the case was not read, so that its report is not known either. */
export function reportCell({ report, key }: Pick<CaseRow, "report" | "key">): CellWords {
  if (report === "ready") return { words: "Ready", tone: "good", icon: "check", stands: true };
  if (report === "missing") return { words: "None yet", tone: "plain", stands: false };
  return key === null ? NOT_KNOWN : { words: "Unknown", tone: "plain", stands: false };
}
