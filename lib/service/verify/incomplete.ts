import { STEPS, type Step, type Verification } from "./verification.ts";

const ALWAYS = STEPS.filter((step) => step !== "case" && step !== "service");

/** The steps that were made; marks all others as not checked. */
export function stoppedAt(...made: readonly Step[]): Verification {
  const others = ALWAYS.filter((name) => !made.some(({ step }) => step === name));
  const detail = "Not checked, because it needs what is missing above.";
  const skipped = others.map((step): Step => ({ step, outcome: "not_checked", detail }));
  return { steps: [...made, ...skipped], key: undefined, content: undefined };
}

/** The result if the step after these has none, for a reason that says nothing about the report. */
export function stoppedAfter(made: readonly Step[], why: string): Verification {
  const next = ALWAYS[made.length];
  return next === undefined
    ? stoppedAt(...made)
    : stoppedAt(...made, { step: next, outcome: "not_checked", detail: why });
}
