import type { CaseReports } from "../../../../lib/http/answers.ts";

type StoredReport = CaseReports["reports"][number];

/** The reports of earlier states of the case, newest first. */
export function earlierOf(
  reports: readonly StoredReport[],
  currentKey: string | undefined,
): readonly StoredReport[] {
  return reports.filter(({ key }) => key !== currentKey);
}

const MINUTE = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)\S*Z$/;

/** `2026-11-28 04:09 UTC`; as it is given if it has another form. */
export function storedAtWords(storedAt: string): string {
  const [, day, time] = MINUTE.exec(storedAt) ?? [];
  return day === undefined || time === undefined ? storedAt : `${day} ${time} UTC`;
}
