/**
 * `npm run sbom` lists the deployed packages, with versions, hashes and licences, in dist/sbom.cdx.json (CycloneDX).
 * `npm sbom --omit dev` alone leaves out what production shares with development, half of it here
 * (https://github.com/npm/cli/issues/7909): so npm is shown a lockfile of production alone.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { productionOnly } from "./production.ts";

// npm names the root of its list after the folder.
const NAME = "clarity-report-service";
const SBOM = ["sbom", "--package-lock-only", "--sbom-format=cyclonedx", "--sbom-type=application"];

const { lockfile, packageJson } = productionOnly(readFileSync("package-lock.json", "utf8"));
const scratch = mkdtempSync(join(tmpdir(), "clarity-sbom-"));
try {
  const folder = join(scratch, NAME);
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), packageJson);
  writeFileSync(join(folder, "package-lock.json"), lockfile);
  const listed = execFileSync("npm", [...SBOM, "--prefix", folder], {
    cwd: folder,
    maxBuffer: 64 * 1024 * 1024,
    stdio: ["ignore", "pipe", "inherit"],
  });
  mkdirSync("dist", { recursive: true });
  writeFileSync("dist/sbom.cdx.json", listed);
} finally {
  rmSync(scratch, { recursive: true });
}
