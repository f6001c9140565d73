import type { CaseArtifacts } from "../../case/schemas.ts";
import { sweepMark } from "../../case/synthetic.ts";
import { REPORT_VERSION } from "../version.ts";
import { evaluationTime } from "./evaluation-time.ts";
import { excerpt, listed } from "./excerpt.ts";
import type { Fact } from "./facts.ts";
import { identityOf, modelOf } from "./identity.ts";
import { imageSizeWords } from "./image-size.ts";
import { seedList, yesOrNo } from "./lists.ts";
import { exact } from "./numbers.ts";
import { agreed } from "./stated.ts";

/** The fact that lists what the case does not state. */
export const NOT_STATED_LABEL = "Not stated";

/** Who, when, with what: the identity of a case, and at the end what it does not say. */
export function caseFacts(artifacts: CaseArtifacts): Fact[] {
  const all = statements(artifacts);
  const said = all.flatMap(([label, value]) =>
    value === undefined || value === "" ? [] : [{ label, value: excerpt(value) }],
  );
  const { title, description } = identityOf(artifacts);
  const named: readonly StatedFact[] = [["Title", title], ["Description", description], ...all];
  const unsaid = named.flatMap(([label, value]) =>
    value === undefined || value === "" ? [label] : [],
  );
  return [
    ...said,
    { label: "Report version", value: REPORT_VERSION },
    ...(unsaid.length === 0 ? [] : [{ label: NOT_STATED_LABEL, value: unsaid.join(", ") }]),
  ];
}

type StatedFact = readonly [label: string, value: string | undefined];

function statements(artifacts: CaseArtifacts): StatedFact[] {
  const { manifest, metrics } = artifacts;
  const config = manifest?.config;
  return [
    ["Case", manifest?.case_id],
    ["Evaluated at", evaluationTime(manifest).text],
    ["Synthetic", syntheticWords(artifacts)],
    ["Model", modelOf(artifacts)],
    ["CLARITY version", manifest?.clarity_version],
    [
      "Baseline",
      agreed([
        { source: "manifest", text: manifest?.baseline_id },
        { source: "metrics", text: metrics?.baseline_id },
      ]),
    ],
    ["R2L revision", manifest?.r2l_sha],
    ["Seeds", seeds(artifacts)],
    ["Rich mode", richMode(artifacts)],
    ["Image size", imageSizeWords(manifest)],
    ["Grid size", config?.grid_size === undefined ? undefined : exact(config.grid_size)],
    ["Mask value", maskValue(config?.mask_value)],
    ["Configured axes", axisList(config?.perturbation_axes)],
  ];
}

function syntheticWords(artifacts: CaseArtifacts): string | undefined {
  const mark = sweepMark(artifacts);
  return agreed([
    { source: "manifest", text: yesOrNo(artifacts.manifest?.synthetic) },
    {
      source: "sweep manifest",
      text: typeof mark === "boolean" ? yesOrNo(mark) : JSON.stringify(mark),
    },
  ]);
}

function seeds({ manifest, sweep_manifest: sweep }: CaseArtifacts): string | undefined {
  return agreed([
    { source: "manifest", text: seedList(manifest?.seeds) },
    { source: "sweep manifest", text: seedList(sweep?.seeds) },
  ]);
}

function richMode({ manifest, metrics, sweep_manifest: sweep }: CaseArtifacts) {
  return agreed([
    { source: "manifest", text: yesOrNo(manifest?.rich_mode) },
    { source: "configuration", text: yesOrNo(manifest?.config?.rich_mode) },
    { source: "metrics", text: yesOrNo(metrics?.rich_mode) },
    { source: "sweep manifest", text: yesOrNo(sweep?.rich_mode) },
  ]);
}

function maskValue(value: number | readonly number[] | undefined): string | undefined {
  if (value === undefined) return undefined;
  return typeof value === "number" ? exact(value) : `[${listed(value, exact)}]`;
}

function axisList(axes: readonly string[] | undefined): string | undefined {
  if (axes === undefined || axes.length === 0) return undefined;
  return `${axes.length}: ${listed(axes)}`;
}
