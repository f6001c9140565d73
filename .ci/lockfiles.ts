import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const NOT_OURS = new Set(["node_modules", "dist", "coverage", "local-cache"]);

/** The folders below (`.` for the root itself) that have a package.json, which needs a lockfile beside it. */
export function packageFolders(root = "."): string[] {
  const below = readdirSync(root, { withFileTypes: true })
    .filter(
      (entry) => entry.isDirectory() && !NOT_OURS.has(entry.name) && !entry.name.startsWith("."),
    )
    .flatMap(({ name }) => packageFolders(join(root, name)));
  return existsSync(join(root, "package.json")) ? [root, ...below] : below;
}
