import type { Json } from "../json.ts";

/** A demo case before it is written: its artifacts, without the checksums that follow from them. */
export interface DemoCase {
  readonly case_id: string;
  /** The time in its checksums, ISO 8601; fixed, so that generating twice gives the same bytes. None without. */
  readonly checksummed_at?: string;
  /** The subfolder that its artifacts lie in. */
  readonly folder?: string;
  /** By name, without `.json`. */
  readonly artifacts: Readonly<Record<string, Json>>;
  /** Files of others beside them, which belong to no artifact. */
  readonly beside?: Readonly<Record<string, Json>>;
}
