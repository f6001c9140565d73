import { REPORT_VERSION } from "../version.ts";
import { excerpt, listed } from "./excerpt.ts";
import type { ReportModel } from "./model.ts";
import { counted, exact } from "./numbers.ts";

/** A line of the case's identity. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

const NOT_STATED = "The case does not say.";

/** Who, when, with what: the identity of a case, with what it does not say in words. */
export function caseFacts({ manifest, metrics, evaluated }: ReportModel): Fact[] {
  const { config, image_dimensions: image } = manifest;
  const rich = manifest.rich_mode ?? config.rich_mode;
  return [
    { label: "Case", value: manifest.case_id },
    { label: "Evaluated at", value: evaluated.text },
    { label: "Synthetic", value: manifest.synthetic ? "yes" : "no" },
    { label: "Model", value: stated(manifest.model_id) },
    { label: "CLARITY version", value: stated(manifest.clarity_version) },
    { label: "Baseline", value: baseline(manifest.baseline_id, metrics.baseline_id) },
    { label: "R2L revision", value: stated(manifest.r2l_sha) },
    { label: "Seeds", value: numberList(manifest.seeds) },
    { label: "Rich mode", value: rich === undefined ? NOT_STATED : rich ? "yes" : "no" },
    { label: "Image", value: `${image.width} × ${image.height} pixels` },
    {
      label: "Perturbation set-up",
      value: `grid size ${config.grid_size}, mask value ${exact(config.mask_value)}`,
    },
    { label: "Configured axes", value: axisList(config.perturbation_axes) },
    { label: "Report version", value: REPORT_VERSION },
  ];
}

/** Integers in a row, or that the case gives none. */
export function numberList(numbers: readonly number[] | undefined): string {
  if (numbers === undefined || numbers.length === 0) return NOT_STATED;
  const count = numbers.length > 20 ? `${counted(numbers.length, "seed")}: ` : "";
  return count + listed(numbers, exact);
}

function axisList(axes: readonly string[]): string {
  if (axes.length === 0) return "The configuration names none.";
  return `${axes.length}: ${listed(axes)}`;
}

function stated(value: string | undefined): string {
  return value === undefined || value === "" ? NOT_STATED : excerpt(value);
}

function baseline(inManifest: string, inMetrics: string): string {
  if (inManifest === inMetrics) return stated(inManifest);
  return `${stated(inManifest)} (manifest), ${stated(inMetrics)} (metrics): the two differ`;
}
