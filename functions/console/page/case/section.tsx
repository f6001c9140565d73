import type { ComponentChildren } from "preact";
import { type ArtifactName, fileOf } from "../../../../lib/case/schemas.ts";
import { Drawn } from "../parts/drawn.tsx";
import { RetryNotice } from "../parts/problem-notice.tsx";
import { Skeleton } from "../parts/skeleton.tsx";
import type { Loading } from "../state/loading.ts";
import { failedOf, pendingOf } from "./artifact-loadings.ts";
import type { LoadedCase } from "./use-case.ts";

interface SectionProps {
  readonly id: string;
  readonly title: string;
  /** The artifacts that the section is about: it is there when the case has any of them. */
  readonly about: readonly ArtifactName[];
  /** Artifacts that it uses as well. */
  readonly uses?: readonly ArtifactName[];
  /** Whether another section reports why these artifacts cannot be shown. */
  readonly quiet?: boolean;
  /** What the section also needs, which is computed from the artifacts. */
  readonly computed?: Loading<unknown>;
  readonly room: "table" | "figure" | "tall";
  readonly loaded: LoadedCase;
  readonly children: () => ComponentChildren;
}

/** A section of the case, drawn once its artifacts are here. */
export function Section(props: SectionProps) {
  const { id, title, about, loaded, children } = props;
  if (!about.some((name) => loaded.names.includes(name))) return null;
  return (
    <section class="section" aria-labelledby={`${id}-heading`}>
      <h2 id={`${id}-heading`}>{title}</h2>
      <Content {...props}>{children}</Content>
    </section>
  );
}

function Content(props: SectionProps) {
  const { title, about, uses = [], quiet = false, computed, room, loaded, children } = props;
  const { loadings, artifacts, retry } = loaded;
  const pending = pendingOf(loadings, [...about, ...uses]) ?? isLoading(computed);
  if (pending !== undefined) return <Skeleton room={room} slow={pending.slow} />;
  if (computed?.name === "failed") {
    const retryAll = () => about.forEach(retry);
    return <RetryNotice problem={computed.problem} what={title} onRetry={retryAll} />;
  }
  const failed = failedOf(loadings, about);
  const isLost = about.every((name) => artifacts[name] === undefined);
  return (
    <>
      {quiet
        ? null
        : failed.map(({ name, problem }) => (
            <RetryNotice
              key={name}
              problem={problem}
              what={fileOf(name)}
              onRetry={() => retry(name)}
            />
          ))}
      {isLost ? (
        quiet && (
          <p class="note">
            Not shown: {failed.map(({ name }) => fileOf(name)).join(", ")} could not be read.
          </p>
        )
      ) : (
        <Drawn artifacts={artifacts}>
          <Call>{children}</Call>
        </Drawn>
      )}
    </>
  );
}

function isLoading(computed: Loading<unknown> | undefined) {
  return computed?.name === "loading" ? computed : undefined;
}

/** Below the boundary that catches what cannot be drawn. */
function Call({ children }: { readonly children: () => ComponentChildren }) {
  return <>{children()}</>;
}
