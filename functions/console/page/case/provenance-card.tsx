import type { ArtifactName } from "../../../../lib/case/schemas.ts";
import { caseFacts, NOT_STATED_LABEL } from "../../../../lib/report/model/case-facts.ts";
import { Skeleton } from "../parts/skeleton.tsx";
import { failedOf, pendingOf } from "./artifact-loadings.ts";
import { FactList } from "./fact-list.tsx";
import type { LoadedCase } from "./use-case.ts";

const USED: readonly ArtifactName[] = ["manifest", "sweep_manifest", "metrics"];

/** Who, when, with what: as the report's cover has it. */
export function ProvenanceCard({ loaded }: { readonly loaded: LoadedCase }) {
  const { loadings, artifacts } = loaded;
  const pending = pendingOf(loadings, USED);
  return (
    <section class="card" aria-labelledby="facts-heading">
      <h2 id="facts-heading">Provenance</h2>
      {pending === undefined ? (
        <Facts artifacts={artifacts} isPartial={failedOf(loadings, USED).length > 0} />
      ) : (
        <Skeleton room="tall" slow={pending.slow} />
      )}
    </section>
  );
}

interface FactsProps {
  readonly artifacts: LoadedCase["artifacts"];
  /** Whether a file that has facts could not be read: then it is not known what the case does not state. */
  readonly isPartial: boolean;
}

function Facts({ artifacts, isPartial }: FactsProps) {
  const facts = caseFacts(artifacts);
  if (!isPartial) return <FactList facts={facts} />;
  return (
    <>
      <FactList facts={facts.filter(({ label }) => label !== NOT_STATED_LABEL)} />
      <p class="note">Some files could not be read, so facts may be missing here.</p>
    </>
  );
}
