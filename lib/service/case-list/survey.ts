interface SurveyOptions {
  /** How long a survey is not made again. */
  readonly maxAgeMs: number;
  /** Looks at every case, and reads the summaries of those that have changed. */
  readonly readSummaries: (caseIds: readonly string[]) => Promise<void>;
  /** Reads all artifacts of the cases that have changed. */
  readonly readFacts: (caseIds: readonly string[]) => Promise<void>;
}

/** Gets to know all cases, one survey at a time, while requests are answered with what is known. */
export class Survey {
  readonly #options: SurveyOptions;
  #running: Promise<void> | undefined;
  #endedAt = Number.NEGATIVE_INFINITY;

  constructor(options: SurveyOptions) {
    this.#options = options;
  }

  get wasStarted(): boolean {
    return this.#running !== undefined || this.#endedAt > 0;
  }

  /** Joins the survey that is in progress, or starts one if the last one is too old. */
  async start(caseIds: readonly string[]): Promise<void> {
    const { maxAgeMs } = this.#options;
    if (this.#running === undefined && performance.now() - this.#endedAt < maxAgeMs) return;
    this.#running ??= this.#make(caseIds).finally(() => {
      this.#running = undefined;
    });
    await this.#running;
  }

  async #make(caseIds: readonly string[]): Promise<void> {
    const { readSummaries, readFacts } = this.#options;
    await readSummaries(caseIds);
    await readFacts(caseIds);
    this.#endedAt = performance.now();
  }
}
