import type { CacheInStore } from "../../cache/upkeep/index.ts";
import { readConfig } from "../../config.ts";
import { ClarityError } from "../../errors.ts";
import { REPORT_LAYOUT } from "../../service/report-service.ts";
import { openExistingStore } from "../../store/open-store.ts";
import { nameOf } from "../../store/place.ts";
import type { Io } from "../io.ts";

const KEY = /^[0-9a-f]{64}$/;

/** Whether a name is the key of a report; another file beside one, such as `<key>.bak`, is not. */
export function isReportKey(name: string): boolean {
  return KEY.test(name);
}

/**
 * The store of reports. A command that maintains a store must not create one: a mistyped setting would then look
 * like a healthy store.
 *
 * @throws ClarityError `misconfigured`, `store_unavailable`
 */
export async function keptReports({ environment }: Io): Promise<CacheInStore> {
  const { reports } = readConfig(environment);
  const store = await openExistingStore(reports);
  if (store !== undefined) return { store, layout: REPORT_LAYOUT, isKey: isReportKey };
  throw new ClarityError(
    "misconfigured",
    `CLARITY_CACHE_DIR: there is no store of reports at ${nameOf(reports)}. The first report creates it.`,
  );
}
