import type { Known } from "./batch-state.ts";

export interface BatchWords {
  readonly headline: string;
  readonly detail: string;
}

/** The words of a phase. They change with the phase alone, so that a live region does not count cases. */
export function batchWords({
  phase,
  record,
  reports,
  refused,
  failures,
  problem,
}: Known): BatchWords {
  const total = record.caseIds.length;
  switch (phase) {
    case "planned":
      return {
        headline: `Make the reports of ${many(total, "case")}?`,
        detail:
          "The service looks each report up and renders those that it has not stored. You can pause the batch, or close this tab and open this address again: it goes on where it was.",
      };
    case "running":
      return {
        headline: "The reports are being made",
        detail: "You can close this tab and open this address again: the batch goes on.",
      };
    case "elsewhere":
      return {
        headline: "Another tab of this browser makes these reports",
        detail: "This tab goes on when that one is closed.",
      };
    case "pausing":
      return { headline: "Pausing", detail: "Requests that have begun are finished first." };
    case "paused":
      if (problem !== undefined) return { headline: problem.title, detail: problem.detail };
      return failures.length === 0
        ? { headline: "Paused", detail: "What is done stays done." }
        : {
            headline: `${many(failures.length, "case")} failed for now`,
            detail: "The reason may pass. Continue to try them again.",
          };
    case "complete":
      return {
        headline:
          refused.length === 0
            ? `${many(reports.length, "report")} ready`
            : `${many(reports.length, "report")} ready, ${many(refused.length, "case")} refused`,
        detail: "Every request for these states of the cases gets the same bytes.",
      };
    default:
      return phase satisfies never;
  }
}

/** What a screen reader announces while a batch runs: each count would interrupt what it reads. */
export function quarterWords(done: number, total: number): string {
  const words = ["", "A quarter is done.", "Half is done.", "Three quarters are done."];
  return words[Math.floor((4 * done) / total)] ?? "";
}

/** `2,000 reports`, `1 report` */
export function many(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? "" : "s"}`;
}

export function grouped(count: number): string {
  return count.toLocaleString("en");
}
