/** Some cases in rich mode state CSI and EDM in the points of the robustness surface. */
import { expect, test } from "vitest";
import { checksOf } from "../../../lib/case/checks/index.ts";
import { findingsOf } from "../../../lib/case/findings.ts";
import type { CaseArtifacts } from "../../../lib/case/schemas.ts";

interface Given {
  readonly csi: readonly number[];
  readonly edm: readonly number[];
  readonly global_mean_csi?: number;
  readonly global_mean_edm?: number;
}

function caseWith({ csi, edm, ...metrics }: Given): CaseArtifacts {
  const points = csi.map((figure, index) => ({ value: index, csi: figure, edm: edm[index] }));
  return { metrics, robustness_surface: { axes: [{ axis: "gain", points }] } };
}

function outcomeOf(artifacts: CaseArtifacts, id: string) {
  return checksOf(artifacts).find((check) => check.id === id);
}

test("CSI and EDM of every point are compared with their ranges", () => {
  const consistent = caseWith({ csi: [0.9, 0.8], edm: [0, 0.2] });
  expect(outcomeOf(consistent, "csi_in_range")).toMatchObject({ outcome: "holds", compared: 2 });
  expect(outcomeOf(consistent, "edm_not_negative")).toMatchObject({
    outcome: "holds",
    compared: 2,
  });
});

test("a CSI or EDM out of its range fails with its pointer", () => {
  const beyond = caseWith({ csi: [0.9, 1.5], edm: [-1, 0.2] });
  expect(outcomeOf(beyond, "csi_in_range")).toMatchObject({
    outcome: "does_not_hold",
    contradictions: [
      { where: "robustness_surface.json#/axes/0/points/1/csi", stated: "1.5", what: "CSI of gain" },
    ],
  });
  expect(outcomeOf(beyond, "edm_not_negative")).toMatchObject({
    outcome: "does_not_hold",
    contradictions: [{ where: "robustness_surface.json#/axes/0/points/0/edm", stated: "-1" }],
  });
});

test("the means that the metrics state are compared with these points", () => {
  const means = { global_mean_csi: 0.85, global_mean_edm: 0.7 };
  const given = caseWith({ csi: [0.9, 0.8], edm: [0, 0.2], ...means });
  expect(outcomeOf(given, "confidence_statistics")).toMatchObject({ outcome: "holds" });
  expect(outcomeOf(given, "entropy_statistics")).toMatchObject({
    outcome: "does_not_hold",
    contradictions: [{ where: "metrics.json#/global_mean_edm", stated: "0.7", computed: "0.1" }],
  });
});

test("the findings give the lowest CSI and the highest EDM", () => {
  const { lowestCsi, highestEdm } = findingsOf(caseWith({ csi: [0.9, 0.8], edm: [0.3, 0.2] }), []);
  expect(lowestCsi).toMatchObject({ axis: "gain", value: 1, figure: 0.8 });
  expect(highestEdm).toMatchObject({
    figure: 0.3,
    where: "robustness_surface.json#/axes/0/points/0/edm",
  });
});
