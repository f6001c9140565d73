import { pruneAll } from "./collected.ts";
import { FileStore } from "../../../lib/store/file/file-store.ts";
import { watchedFiles } from "../../store/watched-files.ts";
import { die } from "../crash-points.ts";
import { LAYOUT } from "../report-layout.ts";

/** A separate process that prunes, and is killed before its nth change to the disk. */
export type PruneWorkerArguments = [root: string, nth: string];

const [root = "", nth = ""] = process.argv.slice(2);

let changes = 0;
const store = await FileStore.open(
  root,
  watchedFiles(async ({ name }, run) => {
    if (["mkdir", "rename", "rm", "rmdir"].includes(name) && changes++ === Number(nth)) await die();
    return await run();
  }),
);
await pruneAll({ store, layout: LAYOUT });
