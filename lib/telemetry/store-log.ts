import type { StoreObserver } from "../store/file/store-folder.ts";
import type { Log } from "./log.ts";

/** What happens to the folder of a store while it is in use becomes a log line. */
export function storeLog(log: Log): StoreObserver {
  return ({ reason }) => {
    log("warn", "store_reopened", { reason });
  };
}
