import type { SkippedFolders } from "../case/list-cases.ts";
import type { Log } from "./log.ts";

/** Logs skipped folders at the first list that has some, and again only when their number changes. */
export function skippedFoldersLog(log: Log): (skipped: SkippedFolders) => void {
  let logged = 0;
  return ({ count, first }) => {
    if (count === logged) return;
    logged = count;
    if (count > 0) log("warn", "folders_skipped", { folders: count, first });
  };
}
