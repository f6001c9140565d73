"use strict";
/**
 * `npm run pack`: builds, and packs what an installed package needs. Everything that it loads is in its bundles, so
 * its package.json names no dependencies. Those of the repository's are what the bundles contain (`npm run sbom`).
 *
 *     node functions/build/pack.cjs [<folder for the tarball>]
 */
const { execFileSync } = require("node:child_process");
const { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
const { tmpdir } = require("node:os");
const path = require("node:path");
const { buildIfChanged } = require("./if-changed.cjs");

/** npm packs them without being asked. */
const ALWAYS = ["README.md", "LICENSE"];
/** For those who work on the package. */
const LEFT_OUT = new Set(["dependencies", "devDependencies", "scripts", "packageManager"]);

const root = process.cwd();
const destination = path.resolve(root, process.argv[2] ?? ".");
buildIfChanged(root, "all");

const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
const packed = Object.entries(manifest).filter(([member]) => !LEFT_OUT.has(member));
const folder = mkdtempSync(path.join(tmpdir(), "clarity-package-"));
try {
  for (const file of [...ALWAYS, ...manifest.files]) {
    cpSync(path.join(root, file), path.join(folder, file), { recursive: true, dereference: true });
  }
  const text = JSON.stringify(Object.fromEntries(packed), null, 2);
  writeFileSync(path.join(folder, "package.json"), `${text}\n`);
  const pack = ["pack", "--silent", "--pack-destination", destination];
  execFileSync("npm", pack, { cwd: folder, stdio: "inherit" });
} finally {
  rmSync(folder, { recursive: true });
}
