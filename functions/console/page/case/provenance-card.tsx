import { type ArtifactName, fileOf } from "../../../../lib/case/schemas.ts";
import { caseFacts } from "../../../../lib/report/model/case-facts.ts";
import { RetryNotice } from "../parts/problem-notice.tsx";
import { Skeleton } from "../parts/skeleton.tsx";
import { failedOf, pendingOf } from "./artifact-loadings.ts";
import { FactList } from "./fact-list.tsx";
import type { LoadedCase } from "./use-case.ts";

const USED: readonly ArtifactName[] = ["manifest", "sweep_manifest", "metrics"];

/** Who, when, with what: as the report's cover has it. */
export function ProvenanceCard({ loaded }: { readonly loaded: LoadedCase }) {
  const { loadings, artifacts, retry } = loaded;
  const pending = pendingOf(loadings, USED);
  return (
    <section class="card" aria-labelledby="facts-heading">
      <h2 id="facts-heading">Provenance</h2>
      {failedOf(loadings, ["manifest"]).map(({ name, problem }) => (
        <RetryNotice key={name} problem={problem} what={fileOf(name)} onRetry={() => retry(name)} />
      ))}
      {pending === undefined ? (
        <FactList facts={caseFacts(artifacts)} />
      ) : (
        <Skeleton room="tall" slow={pending.slow} />
      )}
    </section>
  );
}
