/** Another process that renders a report, in the store of a running service. */
import { join } from "node:path";
import { encodeClaim } from "../../lib/cache/claim.ts";
import { claimsPrefix, releaseName, resultKey } from "../../lib/cache/layout.ts";
import { REPORT_LAYOUT } from "../../lib/service/report-service.ts";
import { FileStore } from "../../lib/store/file/file-store.ts";
import { ownProcess } from "../../lib/store/process-identity.ts";
import { sha256 } from "../cache/cache-fixture.ts";
import type { LocalService } from "../start/local-service.ts";
import { bytes } from "../store/temp-folder.ts";

const NONCE = "of-the-rival";
/** Longer than any test, so that it never expires in one. */
const LEASE_MS = 600_000;

export interface Rival {
  /** The key of the report. */
  readonly key: string;
  /** Stores a report, as the process that holds the claim does. */
  readonly finish: (report: Uint8Array) => Promise<void>;
  /** Gives the claim back without a report. */
  readonly giveUp: () => Promise<void>;
}

/** Claims a case's report in the name of this process, which lives until the tests are over. */
export async function claimFirst(service: LocalService, caseId: string): Promise<Rival> {
  const answer = await service.get(`/report/cases/${caseId}`);
  const { cache_key: key } = await answer.json();
  const store = await FileStore.open(service.home.cacheDir);
  const owner = { instance: "another", ...ownProcess() };
  const claims = claimsPrefix(REPORT_LAYOUT, key, 0);
  await store.create(`${claims}0`, encodeClaim(NONCE, LEASE_MS, owner));
  return {
    key,
    finish: async (report) => {
      const metadata = { key, nonce: NONCE, sha256: sha256(report) };
      await store.create(resultKey(REPORT_LAYOUT, key, 0), report, metadata);
    },
    giveUp: async () => {
      await store.create(join(claims, releaseName(0, NONCE)), bytes("{}"));
    },
  };
}
