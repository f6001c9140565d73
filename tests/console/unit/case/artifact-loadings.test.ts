import { expect, test } from "vitest";
import { type ApiProblem, problemOf } from "../../../../functions/console/page/api/problem.ts";
import {
  type ArtifactLoadings,
  failedOf,
  loadedIn,
  pendingOf,
  unlessRemoved,
} from "../../../../functions/console/page/case/artifact-loadings.ts";
import { LOADING } from "../../../../functions/console/page/state/loading.ts";

function refusal(status: number, code: string): ApiProblem {
  const body = JSON.stringify({ type: `urn:clarity:problem:${code}`, title: "A", detail: "B" });
  return problemOf(status, new Headers(), body);
}

const problem = refusal(422, "unreportable_case");
const loadings: ArtifactLoadings = {
  manifest: { name: "loaded", value: { title: "One" } },
  metrics: { name: "failed", problem },
  overlay_bundle: { name: "loading", slow: true },
};

test("each artifact is loaded, failed, or still loading", () => {
  expect(failedOf(loadings)).toEqual([{ name: "metrics", problem }]);
  expect(failedOf(loadings, ["manifest"])).toEqual([]);
  expect(pendingOf(loadings)).toEqual({ slow: true });
  expect(pendingOf({ ...loadings, overlay_bundle: LOADING })).toEqual({ slow: false });
  expect(pendingOf(loadings, ["manifest", "metrics", "entropy_surface"])).toBeUndefined();
  const { manifest, ...others } = loadedIn(loadings);
  expect(manifest).toEqual({ title: "One" });
  expect(Object.values(others).every((artifact) => artifact === undefined)).toBe(true);
});

function failing(thrown: Error) {
  return async () => await Promise.reject(thrown);
}

test("an artifact that was removed meanwhile counts as missing from the case", async () => {
  expect(await unlessRemoved(failing(refusal(404, "not_found")))).toBeUndefined();
  expect(await unlessRemoved(async () => await Promise.resolve(1))).toBe(1);
  await expect(unlessRemoved(failing(problem))).rejects.toBe(problem);
  const gone = new Error("gone");
  await expect(unlessRemoved(failing(gone))).rejects.toBe(gone);
});
