import { useMemo, useRef } from "preact/hooks";
import { checksOf } from "../../../../lib/case/checks/index.ts";
import { fileOf } from "../../../../lib/case/schemas.ts";
import type { CaseAnswer } from "../../../../lib/http/answers.ts";
import { keyFigures } from "../../../../lib/report/model/key-figures.ts";
import { missingParts } from "../../../../lib/report/model/missing-parts.ts";
import { Drawn } from "../parts/drawn.tsx";
import { RetryNotice } from "../parts/problem-notice.tsx";
import { Skeleton } from "../parts/skeleton.tsx";
import { failedOf, pendingOf } from "./artifact-loadings.ts";
import { CaseSections } from "./case-sections.tsx";
import { ChecksCard } from "./checks-card.tsx";
import { KeyFigures } from "./key-figures.tsx";
import { recordIn } from "./record-model.ts";
import { UnreadableNotice } from "./unreadable-notice.tsx";
import type { LoadedCase } from "./use-case.ts";

interface CaseMainProps {
  readonly about: CaseAnswer;
  readonly loaded: LoadedCase;
}

/**
 * The case's figures. All of them appear together, so that nothing moves while they come; when an artifact
 * takes long, the others are shown without it.
 */
export function CaseMain({ about, loaded }: CaseMainProps) {
  const { loadings, artifacts, model, verification } = loaded;
  const pending = pendingOf(loadings);
  const isChecking = verification.name === "loading" && !verification.slow;
  const isReady = (pending === undefined || pending.slow) && !isChecking;
  if (!useRevealed(isReady, loaded.names)) return <Skeleton room="tall" slow={false} />;
  const hasFailed = failedOf(loadings).length > 0;
  // No section is about the manifest alone.
  const manifest = failedOf(loadings, ["manifest"]);
  return (
    <>
      <Drawn artifacts={artifacts}>
        <KeyFigures figures={keyFigures(model)} complete={!hasFailed} />
      </Drawn>
      {manifest.map(({ name, problem }) => (
        <RetryNotice
          key={name}
          problem={problem}
          what={fileOf(name)}
          onRetry={() => loaded.retry(name)}
        />
      ))}
      {"problem" in about && !hasFailed ? <UnreadableNotice problem={about.problem} /> : null}
      {pending === undefined ? (
        <Drawn artifacts={artifacts}>
          <Checks loaded={loaded} />
        </Drawn>
      ) : null}
      <CaseSections loaded={loaded} />
      {pending === undefined && !hasFailed ? <Missing parts={missingParts(model)} /> : null}
    </>
  );
}

/** Whether the figures of these artifacts were ready at any time: one that is loaded again hides no others. */
function useRevealed(isReady: boolean, names: LoadedCase["names"]): boolean {
  const revealed = useRef<LoadedCase["names"]>(undefined);
  if (isReady) revealed.current = names;
  return revealed.current === names;
}

function Checks({ loaded }: { readonly loaded: LoadedCase }) {
  const { artifacts, names, verification } = loaded;
  const checks = useMemo(() => {
    const record = verification.name === "loaded" ? recordIn(verification.value, names) : undefined;
    return checksOf(artifacts, record);
  }, [artifacts, names, verification]);
  return <ChecksCard checks={checks} />;
}

function Missing({ parts }: { readonly parts: readonly string[] }) {
  if (parts.length === 0) return null;
  return <p class="note">The case does not have: {parts.join(", ")}.</p>;
}
