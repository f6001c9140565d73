import type { ApiProblem } from "../api/problem.ts";
import type { Loading } from "../state/loading.ts";

/**
 * The one problem that all parts of a case have that were answered: the case is not there, or nothing
 * answers. Undefined where some part is here, or has another problem, which is then told in its place.
 */
export function sharedProblem(loadings: readonly Loading<unknown>[]): ApiProblem | undefined {
  const problems = loadings.flatMap((loading) =>
    loading.name === "failed" ? [loading.problem] : [],
  );
  const [first] = problems;
  // A part that is missing, or too slow, may be the only one.
  if (first === undefined || loadings.some(({ name }) => name !== "failed")) return undefined;
  return problems.every((problem) => isWhole(problem) && problem.kind === first.kind)
    ? first
    : undefined;
}

/** Whether a problem is of the whole case, or the whole service, by its kind. */
function isWhole({ kind, status }: ApiProblem): boolean {
  return status === 404 || kind === "unreachable" || kind === "too_slow";
}
