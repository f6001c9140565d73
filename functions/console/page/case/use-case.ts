import { useCallback } from "preact/hooks";
import type { Client } from "../api/client.ts";
import { type Loading, valueOf } from "../state/loading.ts";
import type { Page } from "../state/page.ts";
import { useLoading } from "../state/use-loading.ts";
import type { CaseParts } from "./parts-model.ts";

/** A part of a case, and the way to ask for it again. */
export interface CasePart<T> {
  readonly loading: Loading<T>;
  readonly retry: () => void;
}

type PartName = "manifest" | "metrics" | "overlay" | "surface" | "verification";
type Answer<N extends PartName> = Awaited<ReturnType<Client[N]>>;

/** The parts of a case, each on its own: one that fails leaves the others. */
export type CaseLoadings = { readonly [N in PartName]: CasePart<Answer<N>> };

export function useCase(page: Page, caseId: string): CaseLoadings {
  const { client } = page;
  return {
    manifest: usePart(page, client.manifest, caseId),
    metrics: usePart(page, client.metrics, caseId),
    surface: usePart(page, client.surface, caseId),
    overlay: usePart(page, client.overlay, caseId),
    verification: usePart(page, client.verification, caseId),
  };
}

function usePart<T>(
  { clock }: Page,
  ask: (caseId: string, signal: AbortSignal) => Promise<T>,
  caseId: string,
): CasePart<T> {
  const load = useCallback(async (signal: AbortSignal) => await ask(caseId, signal), [ask, caseId]);
  const [loading, retry] = useLoading(load, clock);
  return { loading, retry };
}

/** What of a case is here. */
export function partsOf({ manifest, metrics, surface, overlay }: CaseLoadings): CaseParts {
  return {
    manifest: valueOf(manifest.loading),
    metrics: valueOf(metrics.loading),
    surface: valueOf(surface.loading),
    overlay: valueOf(overlay.loading),
  };
}
