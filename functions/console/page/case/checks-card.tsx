import type { ComponentChildren } from "preact";
import type { Check } from "../../../../lib/case/checks/index.ts";
import type { ChecksSummary, FailedCheck } from "../../../../lib/case/checks/summary.ts";
import { Disclosure } from "../figures/disclosure.tsx";
import { Icon } from "../parts/icon.tsx";
import { lazily } from "../parts/lazily.tsx";
import type { Page } from "../state/page.ts";
import { checksInWords, furtherWords, type RecordFault } from "./checks-model.ts";

const allChecks = lazily(async () => (await import("./all-checks.tsx")).AllChecks);
const ALL_CHECKS = "All checks as a table";

interface ChecksCardProps {
  readonly page: Page;
  readonly checks: ChecksSummary;
  readonly failed: readonly FailedCheck[];
  readonly record: RecordFault | undefined;
  readonly makeAll: () => Promise<readonly Check[]>;
}

/** Whether what the case states fits the rest of the case, and its files the record: what does not, in full. */
export function ChecksCard({ page, checks, failed, record, makeAll }: ChecksCardProps) {
  return (
    <section class="checks" aria-labelledby="checks-heading">
      <h2 id="checks-heading">Consistency checks</h2>
      <p>The numbers of this case are compared with each other. {checksInWords(checks)}</p>
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
            <Failed key={check.check} check={check} />
          ))}
        </ul>
      )}
      <Disclosure summary={ALL_CHECKS}>
        {() => <allChecks.View page={page} summary={ALL_CHECKS} make={makeAll} />}
      </Disclosure>
    </section>
  );
}

function Failed({ check }: { readonly check: FailedCheck }) {
  const { title, what, where, stated, computed } = check;
  return (
    <Fault title={`Does not hold: ${title}.`}>
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
