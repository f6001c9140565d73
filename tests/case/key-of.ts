import { cacheKey } from "../../lib/case/cache-key.ts";
import type { Digest } from "../../lib/case/digest.ts";

/** The key of a case that was read, under a version of the report. */
export function keyOf(
  { hashes, record }: Pick<Digest, "hashes" | "record">,
  report: string,
): string {
  return cacheKey({ artifacts: hashes, record, report });
}
