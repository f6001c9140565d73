import { ClarityError } from "../errors.ts";
import type { ObjectStore } from "./contract.ts";

/** Every store that was ever trusted holds it. */
export const PROBE_KEY = "probe/create-only";
const PROBE_BODY = new TextEncoder().encode("This object must never be written a second time.\n");

/**
 * Asks the store to create one fixed object twice and expects the second request refused. It finds stores
 * that ignore the condition (s3rver, Garage: a second create silently overwrites), not those that race.
 *
 * @throws ClarityError `store_untrusted` when the second create went through
 */
export async function assertCreateOnly(store: Pick<ObjectStore, "create">): Promise<void> {
  // Whoever comes after the first process is refused at once, which is just as good an answer.
  if ((await store.create(PROBE_KEY, PROBE_BODY)) === "exists") return;
  if ((await store.create(PROBE_KEY, PROBE_BODY)) === "exists") return;
  throw new ClarityError(
    "store_untrusted",
    "The store created an object that was already there. It does not enforce create-only writes " +
      "(If-None-Match: *), so reports could be overwritten. Its operator has to use one that does.",
    { retryAfterSeconds: 60 },
  );
}
