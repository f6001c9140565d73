import { useCallback, useContext, useEffect, useRef, useState } from "preact/hooks";
import type { Artifact, ArtifactName } from "../../../../lib/case/schemas.ts";
import { type Loading, LOADING, startLoading } from "../state/loading.ts";
import type { CaseReader } from "../large/case-reader.ts";
import { ReconnectionContext } from "../state/reconnection.ts";
import type { Page } from "../state/page.ts";
import { type ArtifactLoadings, unlessRemoved } from "./artifact-loadings.ts";

/** Loads the artifacts of these names; another list of names loads all of them again. */
export function useArtifacts(
  { client, clock }: Page,
  caseId: string,
  names: readonly ArtifactName[],
  parse: CaseReader["parse"],
): readonly [loadings: ArtifactLoadings, retry: (name: ArtifactName) => void] {
  const [kept, setKept] = useState(() => ({ names, loadings: loadingAll(names) }));
  const reconnection = useContext(ReconnectionContext);
  const stops = useRef(new Map<ArtifactName, () => void>());
  const start = useCallback(
    (name: ArtifactName): void => {
      const onChange = (loading: Loading<Artifact<ArtifactName> | undefined>): void =>
        setKept((before) => ({
          names: before.names,
          loadings: { ...before.loadings, [name]: loading },
        }));
      stops.current.get(name)?.();
      onChange(LOADING);
      const load = async (signal: AbortSignal) =>
        await unlessRemoved(async () => await client.artifacts[name](caseId, signal, parse));
      stops.current.set(name, startLoading({ load, clock, reconnection, onChange }));
    },
    [client, clock, reconnection, caseId, parse],
  );
  useEffect(() => {
    const started = stops.current;
    setKept({ names, loadings: loadingAll(names) });
    for (const name of names) start(name);
    return () => {
      for (const stop of started.values()) stop();
      started.clear();
    };
  }, [names, start]);
  // Until the effect has run, what is kept belongs to the names before.
  return [kept.names === names ? kept.loadings : loadingAll(names), start];
}

function loadingAll(names: readonly ArtifactName[]): ArtifactLoadings {
  return Object.fromEntries(names.map((name) => [name, LOADING]));
}
