import { createHash } from "node:crypto";
import { linkSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { METADATA } from "../../lib/store/file/object-files.ts";

/** ext4 lets a file have 65,000 names. */
const LINKS_PER_FILE = 50_000;

/**
 * Fills the folder of a file store with reports of other cases, each with its claim, so that their names and numbers
 * are as if a service had stored them. All have the same content, as links to a few files: writing each takes minutes.
 *
 * @param root an empty folder
 */
export function plantReports(root: string, count: number): void {
  const sources = join(root, "sources");
  for (const folder of [sources, join(root, "reports"), join(root, "claims")]) mkdirSync(folder);
  let source = "";
  for (let nth = 0; nth < count; nth++) {
    if (nth % LINKS_PER_FILE === 0) {
      source = join(sources, `${nth}`);
      for (const file of ["body", METADATA]) writeFileSync(`${source}-${file}`, "{}\n");
    }
    const key = createHash("sha256").update(`report ${nth}`).digest("hex");
    const report = makeFolders(root, "reports", key, "0.pdf");
    linkSync(`${source}-body`, join(report, "body.pdf"));
    linkSync(`${source}-${METADATA}`, join(report, METADATA));
    const claim = makeFolders(root, "claims", key, "0", "0");
    writeFileSync(join(claim, "body"), "{}\n");
  }
}

function makeFolders(root: string, kind: string, ...names: readonly string[]): string {
  let folder = join(root, kind);
  for (const name of names) {
    folder = join(folder, name);
    mkdirSync(folder);
  }
  return folder;
}
