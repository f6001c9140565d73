import type { Metrics } from "../../../../lib/case/schemas.ts";
import { coreMetrics, missingMetricsWords } from "../../../../lib/report/model/core-metrics.ts";
import { exact } from "../../../../lib/report/model/numbers.ts";

/** The metrics of the unperturbed image and what they mean, exactly as the case states them. */
export function CoreMetrics({ metrics }: { readonly metrics: Metrics }) {
  const all = coreMetrics(metrics);
  const missing = missingMetricsWords(all);
  return (
    <>
      <dl class="metrics">
        {all.map(({ name, value, reading }) =>
          value === undefined ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd class="number">{exact(value)}</dd>
              <dd class="metrics-reading">{reading}</dd>
            </div>
          ),
        )}
      </dl>
      {missing === undefined ? null : <p class="note">{missing}</p>}
    </>
  );
}
