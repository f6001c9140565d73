import { useCallback, useMemo } from "preact/hooks";
import type { ArtifactName, CaseArtifacts } from "../../../../lib/case/schemas.ts";
import type { CaseAnswer, Verification } from "../../../../lib/http/answers.ts";
import type { ReportModel } from "../../../../lib/report/model/model.ts";
import type { Loading } from "../state/loading.ts";
import type { Page } from "../state/page.ts";
import { useLoading } from "../state/use-loading.ts";
import { type ArtifactLoadings, loadedIn } from "./artifact-loadings.ts";
import { useArtifacts } from "./use-artifacts.ts";
import { useModel } from "./use-model.ts";

/** A case as far as it is here. */
export interface LoadedCase {
  /** The artifacts that the case has. */
  readonly names: readonly ArtifactName[];
  readonly loadings: ArtifactLoadings;
  readonly artifacts: CaseArtifacts;
  readonly model: ReportModel;
  readonly verification: Loading<Verification>;
  readonly retry: (name: ArtifactName) => void;
  readonly retryVerification: () => void;
}

const NONE: readonly ArtifactName[] = [];

/** Asks which artifacts the case has, then for each of them. */
export function useCase(page: Page, caseId: string) {
  const { client, clock } = page;
  const [about, reload] = useLoading<CaseAnswer>(useAsk(client.case, caseId), clock);
  const [verification, retryVerification] = useLoading(useAsk(client.verification, caseId), clock);
  const names = about.name === "loaded" ? about.value.artifacts : NONE;
  const [loadings, retry] = useArtifacts(page, caseId, names);
  const artifacts = useMemo(() => loadedIn(loadings), [loadings]);
  const model = useModel(artifacts);
  const loaded: LoadedCase = {
    names,
    loadings,
    artifacts,
    model,
    verification,
    retry,
    retryVerification,
  };
  const reloadAll = useCallback(() => {
    reload();
    retryVerification();
  }, [reload, retryVerification]);
  return { about, loaded, reload: reloadAll };
}

function useAsk<T>(ask: (caseId: string, signal: AbortSignal) => Promise<T>, caseId: string) {
  return useCallback(async (signal: AbortSignal) => await ask(caseId, signal), [ask, caseId]);
}
