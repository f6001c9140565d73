import { isRefused } from "../../service/batch/entry.ts";
import type { BatchOutcome } from "../../service/batch/run-batch.ts";
import { EXIT } from "../exit-codes.ts";
import type { Answer } from "../io.ts";
import { columns, counted, grouped } from "../quantities.ts";

/** A file or folder: as the user named it, and its absolute path. */
export interface WrittenTo {
  readonly name: string;
  readonly path: string;
}

/** Where the manifest of a complete batch is. */
interface KeptManifest {
  readonly hash: string;
  /** Its key in the store. */
  readonly name: string | undefined;
  /** The file that it was written to. */
  readonly file: WrittenTo | undefined;
}

const NO_CASES = "No cases were found; check ARTIFACT_ROOT, or the service of --against.";

/** What a batch did. Cases that have no report are listed with the reason. */
export function batchAnswer(
  outcome: BatchOutcome,
  manifest: KeptManifest | undefined,
  folder?: WrittenTo,
): Answer {
  const { entries, failures, progress, stopped } = outcome;
  const refused = entries.filter(isRefused);
  const without = [...refused, ...failures].toSorted((a, b) => (a.case_id < b.case_id ? -1 : 1));
  const done = entries.length + failures.length;
  const rows = [
    ["cases", grouped(progress.total)],
    ["stored before", grouped(progress.hits)],
    ["rendered now", grouped(progress.renders)],
    ["refused", grouped(progress.refused)],
    ["failed", grouped(progress.failed)],
    ...(stopped === undefined ? [] : [["not begun", grouped(progress.total - done)]]),
    ...(manifest === undefined ? [] : [["manifest", manifest.name ?? manifest.hash]]),
    ...(manifest?.file === undefined ? [] : [["written to", manifest.file.name]]),
    ...(folder === undefined ? [] : [["reports in", folder.name]]),
  ];
  const reasons = without.map(({ case_id: id, code, detail }) => `${id}: ${detail} (${code})`);
  const json = {
    ...progress,
    stopped: stopped ?? null,
    without_report: without,
    manifest: manifest === undefined ? null : { ...manifest, file: manifest.file?.path ?? null },
    ...(folder === undefined ? {} : { folder: folder.path }),
  };
  return {
    text: [columns(rows), ...reasons, ...adviceOn(outcome)].join("\n"),
    json,
    exitCode: exitCodeOf(outcome),
  };
}

/** What a batch would do. */
export function plannedAnswer(caseIds: readonly string[], service: string | undefined): Answer {
  const count = caseIds.length;
  const where =
    service === undefined
      ? "Each report that is not stored is rendered here."
      : `${service} gets at least ${counted(count, "request")}, and renders each report that it has not stored. docs/deploy.md states the price of each.`;
  return {
    text: count === 0 ? NO_CASES : `${counted(count, "case")}. ${where} Nothing was rendered.`,
    json: { total: count, cases: caseIds },
  };
}

function adviceOn({ stopped, failures, mayPass, progress }: BatchOutcome): string[] {
  if (progress.total === 0) return [NO_CASES];
  if (stopped === "signal") return ["Stopped. Run the same command again for the rest."];
  if (stopped === "failures")
    return ["Stopped: more cases had no report than --max-failures allows."];
  if (failures.length === 0) return [];
  if (mayPass) return ["Run the same command again for the cases that failed."];
  return ["Correct this, then run the same command again for the cases that failed."];
}

function exitCodeOf({ stopped, failures, mayPass, progress }: BatchOutcome): number {
  if (stopped === "failures") return EXIT.refused;
  if (stopped === "signal" || mayPass) return EXIT.tryAgain;
  return progress.refused > 0 || failures.length > 0 ? EXIT.refused : EXIT.done;
}
