/**
 * Builds the functions once for all tests, with the real build, in a separate folder: tests neither
 * disturb the `dist` of a running service nor depend on the last build.
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** A folder that looks like the repository and has a fresh `dist`. */
    builtService: string;
  }
}

export default function buildOnce({ provide }: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), "clarity-built-"));
  linkRepository(folder);
  execFileSync("npm", ["run", "--silent", "build"], {
    cwd: folder,
    env: { ...process.env, GIT_DIR: resolve(".git") },
    stdio: ["ignore", "inherit", "inherit"],
  });
  provide("builtService", folder);
  return () => rmSync(folder, { recursive: true, force: true });
}

/** Makes a folder look like the repository as it is before the first build. */
export function linkRepository(folder: string): void {
  for (const linked of ["functions", "lib", "node_modules"]) {
    symlinkSync(resolve(linked), join(folder, linked));
  }
  // osls does not read a linked configuration.
  for (const copied of ["package.json", "serverless.yml"]) cpSync(copied, join(folder, copied));
}
