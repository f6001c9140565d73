import { ClarityError } from "../errors.ts";
import type { ObjectStore } from "./contract.ts";

/** Every store that passed the check contains it. */
export const PROBE_KEY = "probe/create-only";
const PROBE_BODY = new TextEncoder().encode("This object must never be written a second time.\n");

/**
 * Creates one fixed object twice and expects the store to refuse the second request. This detects stores that
 * ignore the condition (s3rver and Garage silently overwrite), but not stores with a race.
 *
 * @throws ClarityError `store_untrusted` when the second create succeeds
 */
export async function assertCreateOnly(store: Pick<ObjectStore, "create">): Promise<void> {
  // Every process after the first one is already refused here, which proves the same.
  if ((await store.create(PROBE_KEY, PROBE_BODY)) === "exists") return;
  if ((await store.create(PROBE_KEY, PROBE_BODY)) === "exists") return;
  throw new ClarityError("store_untrusted", undefined, { retryAfterSeconds: 60 });
}
