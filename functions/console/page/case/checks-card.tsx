import type { Check } from "../../../../lib/case/checks/index.ts";
import { DataTable } from "../figures/index.ts";
import { Icon } from "../parts/icon.tsx";
import {
  checksInWords,
  checksTable,
  type FailedCheck,
  failedChecks,
  furtherWords,
} from "./checks-model.ts";

/** Whether what the case states fits the rest of the case: what does not, in full. */
export function ChecksCard({ checks }: { readonly checks: readonly Check[] }) {
  const failed = failedChecks(checks);
  return (
    <section class="checks" aria-labelledby="checks-heading">
      <h2 id="checks-heading">Consistency checks</h2>
      <p>The page compares the numbers of this case with each other. {checksInWords(checks)}</p>
      {failed.length === 0 ? null : (
        <ul class="checks-failed">
          {failed.map((check) => (
            <Failed key={check.id} check={check} />
          ))}
        </ul>
      )}
      <DataTable summary="All checks as a table" content={() => checksTable(checks)} />
    </section>
  );
}

function Failed({ check }: { readonly check: FailedCheck }) {
  const [{ what, where, stated, computed }] = check.contradictions;
  return (
    <li>
      <p class="checks-title">
        <Icon name="warning" />
        <strong>Does not hold: {check.title}.</strong>
      </p>
      <p>
        {what}: stated <b>{stated}</b>, computed <b>{computed}</b>.{furtherWords(check)}
      </p>
      <p class="mono note">{where}</p>
    </li>
  );
}
