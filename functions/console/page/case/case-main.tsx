import { useRef } from "preact/hooks";
import { fileOf } from "../../../../lib/case/schemas.ts";
import type { CaseAnswer } from "../../../../lib/http/answers.ts";
import { keyFigures } from "../../../../lib/report/model/key-figures.ts";
import { missingParts } from "../../../../lib/report/model/missing-parts.ts";
import { valueOf } from "../state/loading.ts";
import { Drawn } from "../parts/drawn.tsx";
import { RetryNotice } from "../parts/problem-notice.tsx";
import { Skeleton } from "../parts/skeleton.tsx";
import { failedOf, pendingOf } from "./artifact-loadings.ts";
import { CaseSections } from "./case-sections.tsx";
import { ChecksCard } from "./checks-card.tsx";
import { failedChecks, recordFault } from "./checks-model.ts";
import type { Page } from "../state/page.ts";
import { Glossary } from "./glossary.tsx";
import { KeyFigures } from "./key-figures.tsx";
import { UnreadableNotice } from "./unreadable-notice.tsx";
import type { LoadedCase } from "./use-case.ts";

interface CaseMainProps {
  readonly page: Page;
  readonly about: CaseAnswer;
  readonly loaded: LoadedCase;
}

/**
 * The case's figures. All of them appear together, so that nothing moves while they come; when an artifact
 * takes long, the others are shown without it.
 */
export function CaseMain({ page, about, loaded }: CaseMainProps) {
  const { loadings, artifacts, model, evidence, verification } = loaded;
  const pending = pendingOf(loadings);
  const parts = [verification, evidence, loaded.checks];
  const isWaiting = parts.some((part) => part.name === "loading" && !part.slow);
  const isReady = pending === undefined ? !isWaiting : pending.slow;
  if (!useRevealed(isReady, loaded.names)) return <Skeleton room="tall" slow={false} />;
  const hasFailed = failedOf(loadings).length > 0;
  // No section is about the manifest alone.
  const manifest = failedOf(loadings, ["manifest"]);
  return (
    <>
      <div class="case-top">
        <Checks page={page} loaded={loaded} onTop />
        <Drawn artifacts={artifacts}>
          <KeyFigures figures={keyFigures(model)} complete={!hasFailed} />
        </Drawn>
      </div>
      {manifest.map(({ name, problem }) => (
        <RetryNotice
          key={name}
          problem={problem}
          what={fileOf(name)}
          onRetry={() => loaded.retry(name)}
        />
      ))}
      {"problem" in about && !hasFailed ? <UnreadableNotice problem={about.problem} /> : null}
      <Checks page={page} loaded={loaded} onTop={false} />
      <CaseSections loaded={loaded} />
      <Glossary page={page} />
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

interface ChecksProps {
  readonly page: Page;
  readonly loaded: LoadedCase;
  /** Where the checks are if anything does not hold; otherwise they are below. */
  readonly onTop: boolean;
}

function Checks({ page, loaded, onTop }: ChecksProps) {
  const { checks, verification, makeChecks, retryChecks } = loaded;
  if (checks.name === "failed" && !onTop) {
    return <RetryNotice problem={checks.problem} what="Consistency checks" onRetry={retryChecks} />;
  }
  if (checks.name !== "loaded") return null;
  const verified = valueOf(verification);
  const record = verified && recordFault(verified);
  const failed = failedChecks(checks.value);
  if (onTop !== (failed.length > 0 || record !== undefined)) return null;
  return <ChecksCard {...{ page, checks: checks.value, failed, record, makeAll: makeChecks }} />;
}

function Missing({ parts }: { readonly parts: readonly string[] }) {
  if (parts.length === 0) return null;
  return <p class="note">The case does not have: {parts.join(", ")}.</p>;
}
