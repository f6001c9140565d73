import pMap from "p-map";
import type { ClarityError } from "../../errors.ts";
import type { ArtifactSource, ListObjects } from "../../store/contract.ts";
import type { CheckedCase } from "../case-checks.ts";
import type { CaseTasks } from "../case-tasks.ts";
import { Facts } from "./facts.ts";
import { rowOf, type KnownCase } from "./known-case.ts";
import type { CaseRow, ReportState } from "./listed-case.ts";
import { ReportStates } from "./report-states.ts";
import { Summaries, type Entry } from "./summaries.ts";
import { within } from "./waiting.ts";

export interface KnowledgeOptions {
  readonly source: ArtifactSource;
  readonly tasks: Pick<CaseTasks, "summarise">;
  /** The key, record and checks of the current state of a case. */
  readonly checkedOf: (caseId: string) => Promise<CheckedCase>;
  /** Lists the store of reports. */
  readonly listReports: ListObjects;
  /** Called when a case was read and has a problem, not each time it is listed. */
  readonly onUnreadable?: (caseId: string, error: ClarityError) => void;
  /** Called when the reports cannot be listed: then no state of a report is known. */
  readonly onUnlisted?: (error: ClarityError) => void;
  /** How much memory the summaries may take, in characters. */
  readonly keptCharacters?: number;
}

/** Two, so that one case is read while the other is computed. */
const FACTS_AT_ONCE = 2;
/** How long a page waits for the facts of its rows. */
const ROWS_MS = 250;

/** What this process knows of all cases: summaries, facts, and which reports are stored. */
export class Knowledge {
  readonly #maxAgeMs: number;
  readonly #summaries: Summaries;
  readonly #facts: Facts;
  readonly #reports: ReportStates;

  /** @param maxAgeMs how long what was looked at is not looked at again */
  constructor(options: KnowledgeOptions, maxAgeMs: number) {
    const { listReports: list, onUnlisted } = options;
    this.#maxAgeMs = maxAgeMs;
    this.#summaries = new Summaries(options);
    this.#facts = new Facts(options);
    this.#reports = new ReportStates({ list, ...(onUnlisted && { onUnlisted }) });
  }

  /** The entries of these cases, as they are now. @throws ClarityError `store_unavailable` */
  async entriesNow(caseIds: readonly string[]): Promise<Entry[]> {
    return await this.#summaries.of(caseIds, 0);
  }

  /** The entries of these cases, as they were a short time ago. @throws ClarityError `store_unavailable` */
  async entries(caseIds: readonly string[]): Promise<Entry[]> {
    return await this.#summaries.of(caseIds, this.#maxAgeMs);
  }

  /**
   * Reads all artifacts of these cases, unless that was done for the state in which they are.
   *
   * @param turn awaited before each case
   */
  async readFacts(entries: readonly Entry[], turn = async () => {}): Promise<void> {
    const read = async (entry: Entry) => {
      await turn();
      await this.#facts.of(entry);
    };
    const due = entries.filter((entry) => this.#facts.known(entry) === undefined);
    await pMap(due, read, { concurrency: FACTS_AT_ONCE });
  }

  /** Lists the stored reports, unless that was done a short time ago. */
  async readReports(): Promise<void> {
    await this.#reports.refresh();
  }

  /** What is known of a case, without looking at it. */
  known(caseId: string): KnownCase {
    const entry = this.knownEntry(caseId);
    return { caseId, row: entry && this.row(entry) };
  }

  knownEntry(caseId: string): Entry | undefined {
    return this.#summaries.known(caseId);
  }

  row(entry: Entry, report?: ReportState): CaseRow {
    const key = this.keyIn(entry);
    const finding = this.#facts.known(entry);
    const state = report ?? (key === undefined ? undefined : this.#reports.of(key));
    return rowOf(entry.listed, finding, state);
  }

  /** The key of a case in this state, if it is known. */
  keyIn(entry: Entry): string | undefined {
    const finding = this.#facts.known(entry);
    return finding !== undefined && "key" in finding ? finding.key : undefined;
  }

  /** The rows of these cases, as they are now. What takes long to read is null, and goes on being read. */
  async rowsNow(caseIds: readonly string[]): Promise<CaseRow[]> {
    const entries = await this.entriesNow(caseIds);
    const reports = new Map<Entry, ReportState | undefined>();
    const complete = async (entry: Entry) => {
      await this.#facts.of(entry);
      const key = this.keyIn(entry);
      if (key !== undefined) reports.set(entry, await this.#reports.look(key));
    };
    await within(ROWS_MS, entries.map(complete));
    return entries.map((entry) => this.row(entry, reports.get(entry)));
  }
}
