import { useCallback, useMemo } from "preact/hooks";
import type { Check } from "../../../../lib/case/checks/index.ts";
import { type ChecksSummary, summaryOf } from "../../../../lib/case/checks/summary.ts";
import type { ArtifactName, CaseArtifacts } from "../../../../lib/case/schemas.ts";
import type { CaseAnswer, Verification } from "../../../../lib/http/answers.ts";
import { type EvidenceModel, readEvidence } from "../../../../lib/report/model/evidence.ts";
import type { ReportModel } from "../../../../lib/report/model/model.ts";
import type { CaseReader } from "../large/case-reader.ts";
import { type Loading, valueOf } from "../state/loading.ts";
import type { Page } from "../state/page.ts";
import { useLoading } from "../state/use-loading.ts";
import { type ArtifactLoadings, loadedIn, pendingOf } from "./artifact-loadings.ts";
import { recordIn } from "./record-model.ts";
import { useArtifacts } from "./use-artifacts.ts";
import { useComputed } from "./use-computed.ts";
import { useModel } from "./use-model.ts";
import { useReader } from "./use-reader.ts";

/** A case as far as it is here. */
export interface LoadedCase {
  /** The artifacts that the case has. */
  readonly names: readonly ArtifactName[];
  readonly loadings: ArtifactLoadings;
  readonly artifacts: CaseArtifacts;
  /** Without evidence until that is loaded. */
  readonly model: ReportModel;
  readonly evidence: Loading<EvidenceModel>;
  readonly checks: Loading<ChecksSummary>;
  readonly verification: Loading<Verification>;
  /** Makes every check of the artifacts that are here. */
  readonly makeChecks: () => Promise<readonly Check[]>;
  readonly retry: (name: ArtifactName) => void;
  readonly retryVerification: () => void;
  readonly retryChecks: () => void;
}

const NONE: readonly ArtifactName[] = [];
const NO_EVIDENCE = readEvidence({});

/** Asks which artifacts the case has, then for each of them. */
export function useCase(page: Page, caseId: string) {
  const { client, clock } = page;
  const [about, reload] = useLoading<CaseAnswer>(useAsk(client.case, caseId), clock);
  const [verification, retryVerification] = useLoading(useAsk(client.verification, caseId), clock);
  const names = about.name === "loaded" ? about.value.artifacts : NONE;
  const reader = useReader();
  const [loadings, retry] = useArtifacts(page, caseId, names, reader.parse);
  const artifacts = useMemo(() => loadedIn(loadings), [loadings]);
  const computing = { names, loadings, artifacts };
  const evidence = useEvidence(page, computing, reader);
  const makeChecks = useMakeChecks(computing, verification, reader);
  const [checks, retryChecks] = useChecks(page, caseId, loadings, makeChecks);
  const loaded: LoadedCase = {
    ...computing,
    model: useModel(artifacts, valueOf(evidence) ?? NO_EVIDENCE),
    evidence,
    checks,
    verification,
    makeChecks,
    retry,
    retryVerification,
    retryChecks,
  };
  const reloadAll = useCallback(() => {
    reload();
    retryVerification();
    retryChecks();
  }, [reload, retryVerification, retryChecks]);
  return { about, loaded, reload: reloadAll };
}

function useAsk<T>(ask: (caseId: string, signal: AbortSignal) => Promise<T>, caseId: string) {
  return useCallback(async (signal: AbortSignal) => await ask(caseId, signal), [ask, caseId]);
}

const EVIDENCE_SOURCES = ["manifest", "metrics", "overlay_bundle"] as const;

type Computing = Pick<LoadedCase, "names" | "loadings" | "artifacts">;

/** Once all that it is made of is here: of a large case it takes long. */
function useEvidence(
  { clock }: Page,
  { loadings, artifacts }: Computing,
  reader: CaseReader,
): Loading<EvidenceModel> {
  const { manifest, metrics, overlay_bundle } = artifacts;
  const isPending = pendingOf(loadings, EVIDENCE_SOURCES) !== undefined;
  const compute = useMemo(() => {
    if (isPending) return undefined;
    return async () => await reader.evidence({ manifest, metrics, overlay_bundle });
  }, [isPending, reader, manifest, metrics, overlay_bundle]);
  return useComputed(compute, clock);
}

/** All checks of the artifacts and of the record, as far as they are here. */
function useMakeChecks(
  { names, artifacts }: Computing,
  verification: Loading<Verification>,
  reader: CaseReader,
): LoadedCase["makeChecks"] {
  const verified = valueOf(verification);
  return useCallback(
    async () => await reader.checks(artifacts, verified && recordIn(verified, names)),
    [reader, artifacts, names, verified],
  );
}

/**
 * The service makes the checks. If it cannot, as of a case that cannot be reported, the page makes those of the artifacts
 * that it can read: only then does it load their code.
 */
function useChecks(
  { client, clock }: Page,
  caseId: string,
  loadings: ArtifactLoadings,
  make: LoadedCase["makeChecks"],
): readonly [Loading<ChecksSummary>, retry: () => void] {
  const [status, retry] = useLoading(useAsk(client.reportStatus, caseId), clock);
  const isWanted = status.name === "failed" && pendingOf(loadings) === undefined;
  const compute = useMemo(
    () => (isWanted ? async () => summaryOf(await make()) : undefined),
    [isWanted, make],
  );
  const own = useComputed(compute, clock);
  if (status.name === "failed") return [own, retry];
  return [status.name === "loaded" ? { ...status, value: status.value.checks } : status, retry];
}
