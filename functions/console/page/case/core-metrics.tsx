import type { Metrics } from "../../../../lib/case/schemas.ts";
import {
  baselineTexts,
  CORE_METRICS_WORDS,
  coreMetrics,
  missingMetricsWords,
} from "../../../../lib/report/model/core-metrics.ts";
import { exact } from "../../../../lib/report/model/numbers.ts";
import { Quotation } from "./quotation.tsx";

/** The metrics of the case as a whole, exactly as it states them, and what the model said of the baseline. */
export function CoreMetrics({ metrics }: { readonly metrics: Metrics }) {
  const all = coreMetrics(metrics);
  const missing = missingMetricsWords(all);
  const stated = all.flatMap(({ value, ...about }) =>
    value === undefined ? [] : [{ ...about, value }],
  );
  return (
    <>
      {stated.length === 0 ? null : (
        <>
          <p>{CORE_METRICS_WORDS}</p>
          <dl class="metrics">
            {stated.map(({ name, value, reading }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd class="number">{exact(value)}</dd>
                <dd class="metrics-reading">{reading}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      {missing === undefined ? null : <p class="note">{missing}</p>}
      {baselineTexts(metrics).map(({ title, text }) => (
        <Quotation key={title} title={`${title} of the baseline`} text={text} file="metrics.json" />
      ))}
    </>
  );
}
