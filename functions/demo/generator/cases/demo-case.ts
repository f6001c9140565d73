import type { Json } from "../json.ts";

/** A demo case before it is written: its artifacts, without the checksums that follow from them. */
export interface DemoCase {
  readonly case_id: string;
  /** ISO 8601; fixed, so that generating twice gives the same bytes. */
  readonly evaluated_at: string;
  readonly artifacts: {
    readonly manifest: Json;
    readonly metrics: Json;
    readonly overlay_bundle: Json;
    readonly robustness_surface: Json;
  };
}
