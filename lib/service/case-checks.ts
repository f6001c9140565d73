import type { CaseContent, Cases } from "../case/cases.ts";
import type { ChecksSummary } from "../case/checks/summary.ts";
import type { ChecksumRecord } from "../case/record.ts";

/** A summary takes a few KB: at most one entry for each check. */
const REMEMBERED_SUMMARIES = 1_000;

/** Makes the consistency checks of a case. Pure: the same content gives the same summary. */
export type CheckCase = (content: CaseContent) => Promise<ChecksSummary>;

type CurrentCases = Pick<Cases, "current" | "content">;

/** The results of the checks on the current state of a case. */
export interface CheckedCase {
  readonly key: string;
  readonly record: ChecksumRecord;
  readonly checks: ChecksSummary;
}

/**
 * The consistency checks of cases, made once per content. The key covers everything that they depend on, so it
 * identifies a remembered summary. Concurrent requests share one run.
 */
export class CaseChecks {
  readonly #cases: CurrentCases;
  readonly #check: CheckCase;
  readonly #known = new Map<string, Promise<CheckedCase>>();

  constructor(cases: CurrentCases, check: CheckCase) {
    this.#cases = cases;
    this.#check = check;
  }

  /** @throws ClarityError of `Cases.current`, and what the checks throw */
  async of(caseId: string): Promise<CheckedCase> {
    const { key, content } = await this.#cases.current(caseId);
    const known = this.#known.get(key);
    if (known !== undefined) return await known;
    // The case may have changed since its key was remembered: then this is a newer content, with its own key.
    return await this.#checked(content ?? (await this.#cases.content(caseId)));
  }

  async #checked(content: CaseContent): Promise<CheckedCase> {
    const { key, record } = content;
    const known = this.#known.get(key);
    if (known !== undefined) return await known;
    const checked = this.#check(content).then((checks) => ({ key, record, checks }));
    this.#remember(key, checked);
    try {
      return await checked;
    } catch (error) {
      // A failure, such as a thread that ran out of memory, must not be the answer to later requests.
      this.#known.delete(key);
      throw error;
    }
  }

  #remember(key: string, checked: Promise<CheckedCase>): void {
    this.#known.set(key, checked);
    const [oldest] = this.#known.keys();
    if (this.#known.size > REMEMBERED_SUMMARIES && oldest !== undefined) {
      this.#known.delete(oldest);
    }
  }
}
