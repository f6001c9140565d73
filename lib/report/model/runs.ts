import type { SweepManifest, SweepResult, SweepRun } from "../../case/schemas.ts";
import { decodeValue, type PerturbationValue, sweptValue } from "./encoded-value.ts";
import { type Figures, stated } from "./stated.ts";
import { required } from "../../required.ts";

/** What one axis was set to. */
interface RunSetting {
  readonly axis: string;
  readonly value: PerturbationValue;
}

/** One run of the model: its setting, and what the sweep keeps of its answer. */
export interface RunModel extends Figures<"confidence" | "entropy" | "meanLogprob" | "tokens"> {
  /** From 1, in the order of the case. */
  readonly number: number;
  readonly settings: readonly RunSetting[];
  readonly seed: string | undefined;
  readonly model: string | undefined;
  /** Hash of the run: of its bundle, or of its manifest. */
  readonly hash: string | undefined;
  readonly summaryHash: string | undefined;
  readonly preview: string | undefined;
}

/** The runs of both families, in the order of the case. */
export function readRuns({ runs = [], results = [] }: SweepManifest): RunModel[] {
  return [
    ...runs.map(fromLedger),
    ...results.map((result, index) => fromAggregate(result, runs.length + index)),
  ];
}

function fromLedger(run: SweepRun, index: number): RunModel {
  return {
    number: index + 1,
    settings: Object.entries(run.axis_values ?? {}).map(([axis, value]) => ({
      axis,
      value: sweptValue(value),
    })),
    seed: seedOf(run.seed),
    model: undefined,
    hash: run.manifest_hash,
    summaryHash: undefined,
    preview: undefined,
  };
}

function fromAggregate(result: SweepResult, index: number): RunModel {
  const { rich_summary: summary } = result;
  return {
    ...stated({
      confidence: summary?.confidence_score,
      entropy: summary?.output_entropy,
      meanLogprob: summary?.mean_logprob,
      tokens: summary?.token_count,
    }),
    number: index + 1,
    settings: settingOf(result),
    seed: seedOf(result.seed),
    model: result.model_id,
    hash: result.bundle_sha,
    summaryHash: summary?.summary_hash,
    preview: result.text_preview,
  };
}

/** The value, and its encoded form only where that says something else. */
function settingOf({ axis = "", value, value_str: encoded }: SweepResult): RunSetting[] {
  if (value === undefined && encoded === undefined) {
    return axis === "" ? [] : [{ axis, value: { number: undefined, label: "not stated" } }];
  }
  if (value === undefined)
    return [
      { axis, value: decodeValue(required(encoded, "a result without a value has its text")) },
    ];
  const read = sweptValue(value);
  if (encoded === undefined || sameValue(read, encoded)) return [{ axis, value: read }];
  const label = `${read.label} (written ${encoded})`;
  return [{ axis, value: { number: undefined, label } }];
}

/** CLARITY keeps only letters, digits and underscores of a value that is text. */
function sameValue(value: PerturbationValue, encoded: string): boolean {
  const decoded = decodeValue(encoded);
  return decoded.label === value.label || value.label.replaceAll(/\W/g, "") === encoded;
}

function seedOf(seed: number | string | undefined): string | undefined {
  return seed === undefined ? undefined : String(seed);
}
