import { sha256 } from "../sweep.ts";
import type { DemoCase } from "./demo-case.ts";

const case_id = "ledger_only";
const seeds = [11, 12];
const brightness = [0.8, 1, 1.2];
const contrast = [0.9, 1.1];

/** What the orchestrator writes before there are metrics: every combination of the axes with every seed. */
export const ledgerOnly: DemoCase = {
  case_id,
  artifacts: {
    sweep_manifest: {
      manifest_schema_family: "clarity_sweep_orchestrator_v1",
      axes: { brightness, contrast },
      seeds,
      runs: brightness.flatMap((bright) =>
        contrast.flatMap((contrasted) =>
          seeds.map((seed) => ({
            axis_values: { brightness: bright, contrast: contrasted },
            seed,
            manifest_hash: sha256(`${case_id}/${bright}/${contrasted}/${seed}`),
          })),
        ),
      ),
      _synthetic: true,
      _note: "Synthetic demo data: no model was run, and no hash here is the hash of anything.",
    },
  },
};
