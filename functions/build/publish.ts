/** How a build writes into `dist`, which a running service may be reading. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { pidExists } from "../../lib/store/process-identity.ts";

/** A file of a build: its path from the repository, and its contents. */
export type Built = readonly [path: string, contents: Uint8Array];

/** Publishes a file that a running process may load at any moment: the process gets the old or the new file. */
export function publish(path: string, contents: Uint8Array): void {
  if (contentsOf(path)?.equals(contents) === true) return;
  mkdirSync(dirname(path), { recursive: true });
  // Not beside it, where it could be packaged.
  const scratch = `dist/.${basename(path)}.${process.pid}`;
  writeFileSync(scratch, contents, { flush: true });
  renameSync(scratch, path);
}

/** Publishes everything in a folder that no process keeps open, and removes what older builds left there. */
export function publishAlone(folder: string, files: readonly Built[]): void {
  for (const [path, contents] of files) publish(path, contents);
  const built = new Set(files.map(([path]) => path));
  const found = readdirSync(folder, { recursive: true, withFileTypes: true });
  for (const entry of found.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    if (!built.has(path)) rmSync(path, { force: true });
  }
}

/** Removes the files of builds that were killed before their rename: `dist/.<name>.<pid>`. */
export function removeLeftovers(): void {
  for (const name of readdirSync("dist")) {
    const pid = /^\..+\.(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !pidExists(Number(pid))) rmSync(`dist/${name}`, { force: true });
  }
}

function contentsOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
