import { FileStore } from "../../lib/store/file/file-store.ts";
import { watchedFiles } from "../store/watched-files.ts";
import { dyingAt } from "./crash-points.ts";
import { toldSettings, work } from "./worker.ts";

const settings = toldSettings();
work(settings, await FileStore.open(settings.root, watchedFiles(dyingAt(settings.crash))));
