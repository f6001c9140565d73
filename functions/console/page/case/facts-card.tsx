import type { Manifest, Metrics } from "../../../../lib/case/schemas.ts";
import { Loaded } from "../parts/loaded.tsx";
import { factsOf } from "./parts-model.ts";
import type { CasePart } from "./use-case.ts";

interface FactsCardProps {
  readonly part: CasePart<Manifest>;
  readonly metrics: Metrics | undefined;
}

/** Who, when, with what: as the report's cover has it. */
export function FactsCard({ part, metrics }: FactsCardProps) {
  return (
    <section class="card" aria-labelledby="facts-heading">
      <h2 id="facts-heading">Provenance</h2>
      <Loaded loading={part.loading} what="The manifest" room="tall" onRetry={part.retry}>
        {(manifest) => (
          <dl class="facts">
            {factsOf(manifest, metrics).map(({ label, value }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        )}
      </Loaded>
    </section>
  );
}
