import type { ComponentChildren } from "preact";
import type { ApiProblem, FaultLocation } from "../api/problem.ts";
import { adviceOn } from "../report/words.ts";
import { Icon } from "./icon.tsx";

interface ProblemNoticeProps {
  readonly problem: ApiProblem;
  /** What the problem keeps from being shown. */
  readonly what?: string;
  readonly children?: ComponentChildren;
}

/** A problem in its own words, and what to do about it. */
function ProblemNotice({ problem, what, children }: ProblemNoticeProps) {
  return (
    <div class="problem" role="alert">
      <p class="problem-title">
        <Icon name="warning" />
        <strong>{what === undefined ? problem.title : `${what}: ${problem.title}`}</strong>
      </p>
      <p>{problem.detail}</p>
      {problem.location === undefined ? null : <FaultLocationFacts location={problem.location} />}
      <p class="problem-advice">{adviceOn(problem)}</p>
      {children}
    </div>
  );
}

/** A problem, with a button to retry. */
export function RetryNotice({
  problem,
  what,
  onRetry,
}: ProblemNoticeProps & { readonly onRetry: () => void }) {
  return (
    <ProblemNotice problem={problem} {...(what === undefined ? {} : { what })}>
      <button type="button" class="button" onClick={onRetry}>
        <Icon name="again" />
        Try again
      </button>
    </ProblemNotice>
  );
}

/** Where in which file the fault is; nothing where it is the file as a whole, which the problem names. */
export function FaultLocationFacts({ location }: { readonly location: FaultLocation }) {
  const { file, pointer, expected, received } = location;
  if (pointer === undefined && expected === undefined) return null;
  const facts = { File: file, Place: pointer, Expected: expected, Found: received };
  return (
    <dl class="facts facts-tight">
      {Object.entries(facts).map(([term, value]) =>
        value === undefined ? null : (
          <div key={term}>
            <dt>{term}</dt>
            <dd class="mono">{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
