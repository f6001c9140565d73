import { useCallback } from "preact/hooks";
import { counted } from "../../../../lib/report/model/numbers.ts";
import { hrefOf } from "../api/answers.ts";
import type { Page } from "../state/page.ts";
import { useLoading } from "../state/use-loading.ts";
import { earlierOf, storedAtWords } from "./earlier-model.ts";

interface EarlierReportsProps {
  readonly page: Page;
  readonly caseId: string;
  /** The key of the report of the case as it is now, which is no earlier one. */
  readonly currentKey: string | undefined;
}

/** The reports of earlier states of the case: one line, which has the same height while it loads. */
export function EarlierReports({ page, caseId, currentKey }: EarlierReportsProps) {
  const { client, clock } = page;
  const load = useCallback(
    async (signal: AbortSignal) => await client.reports(caseId, signal),
    [client, caseId],
  );
  const [loading] = useLoading(load, clock);
  if (loading.name === "loading") return <p class="report-earlier">Earlier reports: …</p>;
  if (loading.name === "failed") {
    return <p class="report-earlier">Earlier reports: {loading.problem.title}.</p>;
  }
  const earlier = earlierOf(loading.value.reports, currentKey);
  if (earlier.length === 0) return <p class="report-earlier">No earlier reports of this case.</p>;
  return (
    <details class="report-earlier">
      <summary>{counted(earlier.length, "earlier report")} of this case</summary>
      <ul>
        {earlier.map(({ key, stored_at: storedAt }) => (
          <li key={key}>
            <a href={hrefOf(key)} target="_blank" rel="noopener">
              {storedAtWords(storedAt)}
            </a>{" "}
            <code title={key}>{key.slice(0, 12)}…</code>
          </li>
        ))}
      </ul>
    </details>
  );
}
