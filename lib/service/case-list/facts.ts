import type { Located } from "../../case/case-layout.ts";
import { recordSummary } from "../../case/record.ts";
import { ClarityError } from "../../errors.ts";
import { Turns } from "../../store/file/turns.ts";
import type { CheckedCase } from "../case-checks.ts";
import { isLasting, problemOf, type CaseFacts, type ListedCase } from "./listed-case.ts";
import type { Entry } from "./summaries.ts";

/** What reading all artifacts of a case showed: its facts, or why it cannot be read although its summary can. */
export type Finding = CaseFacts | Extract<ListedCase, { readonly problem: unknown }>;

interface FactsOptions {
  /** The key, record and checks of the current state of a case. */
  readonly checkedOf: (caseId: string) => Promise<CheckedCase>;
  /** Called when a case was read and has a problem, not each time it is listed. */
  readonly onUnreadable?: (caseId: string, error: ClarityError) => void;
}

/** A reading takes the memory of all artifacts of its case. */
const READ_AT_ONCE = 2;

/**
 * The facts of cases. They are remembered for as long as the entry of the case is, and belong to its state: another
 * state of the files is another object, which has no facts yet.
 */
export class Facts {
  readonly #options: FactsOptions;
  readonly #known = new WeakMap<Located, Finding>();
  readonly #readings = new WeakMap<Located, Promise<Finding | undefined>>();
  readonly #turns = new Turns(READ_AT_ONCE);

  constructor(options: FactsOptions) {
    this.#options = options;
  }

  /** What is known of the case in this state; undefined before it was read. */
  known({ located }: Entry): Finding | undefined {
    return located && this.#known.get(located);
  }

  /**
   * Reads the case unless that was done. Requests for the same state share one reading. Undefined if the case cannot
   * be read for a reason that may pass, or at all: then its entry has a problem.
   */
  async of(entry: Entry): Promise<Finding | undefined> {
    const { located, listed } = entry;
    if (located === undefined || "problem" in listed) return undefined;
    const known = this.#known.get(located) ?? this.#readings.get(located);
    if (known !== undefined) return await known;
    const reading = this.#turns.run(async () => await this.#read(listed.case_id));
    this.#readings.set(located, reading);
    try {
      const found = await reading;
      if (found !== undefined) this.#known.set(located, found);
      return found;
    } finally {
      this.#readings.delete(located);
    }
  }

  async #read(caseId: string): Promise<Finding | undefined> {
    try {
      const { key, record, checks } = await this.#options.checkedOf(caseId);
      const { hold, fail, unchecked } = checks;
      return {
        key,
        record: recordSummary(record),
        checks: { hold, fail: fail.length, unchecked },
      };
    } catch (error) {
      if (!(error instanceof ClarityError)) throw error;
      if (!isLasting(error)) return undefined;
      this.#options.onUnreadable?.(caseId, error);
      return problemOf(caseId, error);
    }
  }
}
