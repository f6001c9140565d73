import { sha256Hex } from "../../case/cache-key.ts";
import { canonicalJson } from "../../case/canonical-json.ts";
import { ClarityError } from "../../errors.ts";
import type { ObjectStore } from "../../store/contract.ts";
import { isReport, type BatchEntry } from "./entry.ts";
import { byCaseId, manifestText } from "./manifest-text.ts";

/** What a batch made, without times: two batches over the same cases have the same manifest. */
export interface Manifest {
  /** SHA-256 of the canonical JSON of the sorted ids and keys; a refused case has its code and detail as key. */
  readonly hash: string;
  /** JSON Lines, one canonical object for each case, in the order of ids. */
  readonly text: string;
}

export function manifestOf(entries: readonly BatchEntry[]): Manifest {
  const named = entries.toSorted(byCaseId).map(namesOf);
  return {
    hash: sha256Hex(canonicalJson(named)),
    text: manifestText(entries),
  };
}

/**
 * Stores a manifest, create-only. Two batches may store the same one at the same time.
 *
 * @returns the key in the store
 * @throws ClarityError `store_unavailable`, also when other bytes are stored under this hash
 */
export async function storeManifest(store: ObjectStore, { hash, text }: Manifest): Promise<string> {
  const name = `batches/${hash}.jsonl`;
  const body = new TextEncoder().encode(text);
  const created = await store.create(name, body, { sha256: sha256Hex(text) });
  if (created === "exists") await assertStored(store, name, body);
  return name;
}

async function assertStored(store: ObjectStore, name: string, body: Uint8Array): Promise<void> {
  const found = await store.get(name);
  if (found !== undefined && Buffer.compare(found.body, body) === 0) return;
  throw new ClarityError("store_unavailable", undefined, {
    reason: "manifest_differs",
    details: { manifest: name },
  });
}

function namesOf(entry: BatchEntry): string[] {
  const { case_id: caseId } = entry;
  return isReport(entry) ? [caseId, entry.key] : [caseId, entry.code, entry.detail];
}
