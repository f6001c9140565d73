import type { Outcome, Step } from "../../../../lib/service/verify/verification.ts";
import { LABELS, OUTCOMES, QUESTIONS } from "../../../../lib/service/verify/words.ts";
import { Icon, type IconName } from "../parts/icon.tsx";

const ICONS: Readonly<Record<Outcome, IconName>> = {
  holds: "check",
  does_not_hold: "warning",
  not_checked: "question",
};

/** Each step with what it asks and what it has found, in the words of the command. */
export function Steps({ steps }: { readonly steps: readonly Step[] }) {
  if (steps.length === 0) return null;
  return (
    <ol class="verify-steps">
      {steps.map(({ step, outcome, detail }) => (
        <li key={step} class={`verify-step verify-${outcome}`}>
          <p class="verify-outcome">
            <Icon name={ICONS[outcome]} />
            {OUTCOMES[outcome]}
          </p>
          <div>
            <p>
              <b>{LABELS[step]}</b> <span class="note">{QUESTIONS[step]}</span>
            </p>
            <p class="verify-detail">{detail}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}
