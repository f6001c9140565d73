import { expect, test } from "vitest";
import { checksOf } from "../../../lib/case/checks/index.ts";
import type { CaseArtifacts } from "../../../lib/case/schemas.ts";
import { checkGroups } from "../../../lib/report/model/check-words.ts";
import { uncheckedGroups } from "../../../lib/report/model/unchecked-groups.ts";
import { bundleSource } from "../sources.ts";

function groupsOf(artifacts: CaseArtifacts) {
  const { unchecked } = checkGroups(checksOf(artifacts, "none"));
  return { unchecked, groups: uncheckedGroups(unchecked, artifacts) };
}

test("checks that cannot run are grouped by what the case lacks, and none is left out", () => {
  const { unchecked, groups } = groupsOf(bundleSource("ledger_only").artifacts);
  expect(groups.flatMap(({ titles }) => titles).toSorted()).toEqual(
    unchecked.map(({ title }) => title).toSorted(),
  );
  expect(groups.length).toBeLessThan(unchecked.length / 2);
  expect(new Set(groups.map(({ reason }) => reason)).size).toBe(groups.length);
});

test("a missing artifact is the reason of every check on it", () => {
  const { groups } = groupsOf({ sweep_manifest: {} });
  expect(groups).toContainEqual({
    reason: "The case does not have entropy_surface.json.",
    titles: expect.arrayContaining(["No EDM is below 0"]),
  });
});

test("a check on an existing artifact keeps its own reason", () => {
  const { groups } = groupsOf({ overlay_bundle: {} });
  expect(groups).toContainEqual({
    reason: "The case does not have regions.",
    titles: expect.arrayContaining([
      "Every region lies inside the image",
      "No two regions have the same id",
    ]),
  });
});
