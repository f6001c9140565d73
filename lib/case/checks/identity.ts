/** Whether the artifacts of a case belong together. */
import type { CheckDefinition } from "./check.ts";
import { compareTexts } from "./agreement.ts";

export const BASELINE_IDS: CheckDefinition = {
  id: "baseline_ids_agree",
  title: "The artifacts name the same baseline",
  where: "metrics.json#/baseline_id",
  needs: "a baseline id in both manifest.json and metrics.json",
  run({ manifest, metrics }, tally) {
    compareTexts(tally, "baseline id", [
      { where: "manifest.json#/baseline_id", text: manifest?.baseline_id },
      { where: "metrics.json#/baseline_id", text: metrics?.baseline_id },
    ]);
  },
};

export const MODEL_IDS: CheckDefinition = {
  id: "model_ids_agree",
  title: "The artifacts name the same model",
  where: "sweep_manifest.json#/model_id",
  needs: "a model id in two places",
  run({ manifest, sweep_manifest: sweep }, tally) {
    compareTexts(tally, "model id", [
      { where: "manifest.json#/model_id", text: manifest?.model_id },
      { where: "sweep_manifest.json#/model_id", text: sweep?.model_id },
      ...(sweep?.results ?? []).map(({ model_id }, index) => ({
        where: `sweep_manifest.json#/results/${index}/model_id`,
        text: model_id,
      })),
    ]);
  },
};

export const RICH_MODE: CheckDefinition = {
  id: "rich_mode_agrees",
  title: "The artifacts agree on whether the evaluation ran in rich mode",
  where: "manifest.json#/rich_mode",
  needs: "the rich mode in two places",
  run({ manifest, metrics, sweep_manifest }, tally) {
    const sources: readonly (readonly [string, boolean | undefined])[] = [
      ["manifest.json#/rich_mode", manifest?.rich_mode],
      ["manifest.json#/config/rich_mode", manifest?.config?.rich_mode],
      ["metrics.json#/rich_mode", metrics?.rich_mode],
      ["sweep_manifest.json#/rich_mode", sweep_manifest?.rich_mode],
    ];
    compareTexts(
      tally,
      "rich mode",
      sources.map(([where, flag]) => ({ where, text: flag?.toString() })),
    );
  },
};
