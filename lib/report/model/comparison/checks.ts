/** The consistency checks and the records of checksums of two cases. */
import type { Check } from "../../../case/checks/check.ts";
import { ARTIFACTS, fileOf } from "../../../case/artifact-names.ts";
import type { ChecksumRecord, RecordState } from "../../../case/record.ts";
import type { TableContent } from "../tables/content.ts";
import { ofBoth, type Pair } from "./pair.ts";

const OUTCOMES: Readonly<Record<Check["outcome"], string>> = {
  holds: "holds",
  does_not_hold: "does not hold",
  cannot_be_checked: "cannot be made",
};

export interface ComparedCheck {
  readonly title: string;
  readonly outcomes: Pair<Check["outcome"]>;
}

export interface ComparedChecks {
  /** Checks that hold in one case and not in the other. */
  readonly unlike: readonly ComparedCheck[];
  /** Checks that do not hold in either. */
  readonly failing: readonly ComparedCheck[];
  readonly all: readonly ComparedCheck[];
}

export function comparedChecks({ a, b }: Pair<readonly Check[]>): ComparedChecks {
  const others = new Map(b.map((check) => [check.id, check]));
  const all = a.flatMap((check): ComparedCheck[] => {
    const other = others.get(check.id);
    if (other === undefined) return [];
    return [{ title: check.title, outcomes: { a: check.outcome, b: other.outcome } }];
  });
  return {
    unlike: all.filter(({ outcomes }) => isUnlike(outcomes)),
    failing: all.filter(({ outcomes: { a: one, b: other } }) => isFailing(one) && isFailing(other)),
    all,
  };
}

function isFailing(outcome: Check["outcome"]): boolean {
  return outcome === "does_not_hold";
}

function isUnlike({ a, b }: Pair<Check["outcome"]>): boolean {
  return a !== b && (isFailing(a) || isFailing(b));
}

export function checksTable(checks: readonly ComparedCheck[], caption: string): TableContent {
  return {
    caption,
    columns: [
      { head: "Check", align: "left" },
      { head: "A", align: "left" },
      { head: "B", align: "left" },
    ],
    rows: checks.map(({ title, outcomes }) => [title, OUTCOMES[outcomes.a], OUTCOMES[outcomes.b]]),
  };
}

const RECORDS: Readonly<Record<RecordState, string>> = {
  confirmed: "confirmed",
  differs: "differs",
  not_listed: "not listed",
  not_checked: "not checked",
};

/** What the record of checksums says about each artifact of either case; undefined while it is not known. */
export function recordTable(records: Pair<ChecksumRecord>): TableContent {
  const files = ARTIFACTS.filter((name) => inRecord(records.a, name) || inRecord(records.b, name));
  return {
    caption: "What checksums.json says about each artifact.",
    columns: [
      { head: "Artifact", align: "left" },
      { head: "A", align: "left" },
      { head: "B", align: "left" },
    ],
    rows: files.map((name) => {
      const { a, b } = ofBoth(records, (record) => stateWords(record, name));
      return [fileOf(name), a, b];
    }),
  };
}

type Name = (typeof ARTIFACTS)[number];

function inRecord(record: ChecksumRecord, name: Name): boolean {
  return typeof record === "object" && record[name] !== undefined;
}

function stateWords(record: ChecksumRecord, name: Name): string {
  if (record === "none") return "no checksums.json";
  if (record === "unreadable") return "checksums.json cannot be read";
  const state = record[name];
  return state === undefined ? "no such artifact" : RECORDS[state];
}
