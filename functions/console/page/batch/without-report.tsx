import { ADVICE } from "../../../../lib/error-advice.ts";
import type { RefusedEntry } from "../../../../lib/service/batch/entry.ts";
import { type Address, formatAddress } from "../state/address.ts";
import { grouped } from "./words.ts";

/** More of them would only make the page slow: the manifest lists all. */
const MOST_SHOWN = 200;

interface WithoutReportProps {
  readonly heading: string;
  readonly entries: readonly RefusedEntry[];
  readonly address: Address;
}

/** Cases that have no report: why, and what to do about it. */
export function WithoutReport({ heading, entries, address }: WithoutReportProps) {
  if (entries.length === 0) return null;
  return (
    <section class="card">
      <h2>
        {heading} ({grouped(entries.length)})
      </h2>
      <ul class="without-report">
        {entries.slice(0, MOST_SHOWN).map(({ case_id: caseId, code, detail }) => (
          <li key={caseId}>
            <p>
              <a href={formatAddress({ ...address, view: { name: "case", caseId } })}>{caseId}</a>{" "}
              <code>{code}</code>
            </p>
            <p>{detail}</p>
            <p class="note">{ADVICE[code]}</p>
          </li>
        ))}
      </ul>
      {entries.length > MOST_SHOWN ? (
        <p class="note">
          {grouped(entries.length - MOST_SHOWN)} more. The manifest of a complete batch lists all.
        </p>
      ) : null}
    </section>
  );
}
