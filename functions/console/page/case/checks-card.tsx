import type { ComponentChildren } from "preact";
import type { Check } from "../../../../lib/case/checks/index.ts";
import { DataTable } from "../figures/index.ts";
import { Icon } from "../parts/icon.tsx";
import {
  checksInWords,
  checksTable,
  type FailedCheck,
  furtherWords,
  type RecordFault,
} from "./checks-model.ts";

interface ChecksCardProps {
  readonly checks: readonly Check[];
  readonly failed: readonly FailedCheck[];
  readonly record: RecordFault | undefined;
}

/** Whether what the case states fits the rest of the case, and its files the record: what does not, in full. */
export function ChecksCard({ checks, failed, record }: ChecksCardProps) {
  return (
    <section class="checks" aria-labelledby="checks-heading">
      <h2 id="checks-heading">Consistency checks</h2>
      <p>The page compares the numbers of this case with each other. {checksInWords(checks)}</p>
      {failed.length === 0 && record === undefined ? null : (
        <ul class="checks-failed">
          {record === undefined ? null : (
            <Fault title={record.title}>
              {record.files.map((words) => (
                <p key={words} class="mono">
                  {words}
                </p>
              ))}
              <p>{record.detail}</p>
            </Fault>
          )}
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
    <Fault title={`Does not hold: ${check.title}.`}>
      <p>
        {what}: stated <b>{stated}</b>, computed <b>{computed}</b>.{furtherWords(check)}
      </p>
      <p class="mono note">{where}</p>
    </Fault>
  );
}

interface FaultProps {
  readonly title: string;
  readonly children: ComponentChildren;
}

function Fault({ title, children }: FaultProps) {
  return (
    <li>
      <p class="checks-title">
        <Icon name="warning" />
        <strong>{title}</strong>
      </p>
      {children}
    </li>
  );
}
