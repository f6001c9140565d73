/** The sweep that a case comes from: what was to be run, and every run. */
import type { SweepManifest } from "../../case/schemas.ts";
import { type PerturbationValue, sweptValue } from "./encoded-value.ts";
import { absent, type Part, present } from "./part.ts";
import { readRuns, type RunModel } from "./runs.ts";

export interface SweptAxis {
  readonly name: string;
  /** Undefined where the sweep names its axes without values. */
  readonly values: readonly PerturbationValue[] | undefined;
}

export interface SweepModel {
  readonly manifest: SweepManifest;
  readonly axes: readonly SweptAxis[];
  readonly runs: readonly RunModel[];
}

export function readSweep(manifest: SweepManifest | undefined): Part<SweepModel> {
  if (manifest === undefined) return absent("The case has no sweep manifest.");
  return present({ manifest, axes: readAxes(manifest.axes), runs: readRuns(manifest) });
}

function readAxes(axes: SweepManifest["axes"]): SweptAxis[] {
  if (axes === undefined) return [];
  if (Array.isArray(axes)) return axes.map((name) => ({ name, values: undefined }));
  return Object.entries(axes).map(([name, values]) => ({ name, values: values?.map(sweptValue) }));
}
