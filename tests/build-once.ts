/**
 * Builds the functions once for all tests, with the real build, in a separate folder: tests neither
 * disturb the `dist` of a running service nor depend on the last build.
 */
import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
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
    stdio: ["ignore", "inherit", "inherit"],
  });
  provide("builtService", folder);
  return () => rmSync(folder, { recursive: true, force: true });
}

const HAS_OWN_PATH: ReadonlySet<string> = new Set(["clarity.cjs", "build"]);
const CONFIGURATION = ["package.json", "package-lock.json", "serverless.yml", "tsconfig.json"];
const PACKED = ["CHANGELOG.md", "LICENSE", "README.md"];

/** Makes a folder look like the repository as it is before the first build. */
export function linkRepository(folder: string): void {
  for (const linked of ["lib", "node_modules"]) symlinkSync(resolve(linked), join(folder, linked));
  mkdirSync(join(folder, "functions"));
  for (const name of readdirSync("functions")) {
    const [from, to] = [resolve("functions", name), join(folder, "functions", name)];
    // The executable finds its package from its own path, and Node resolves links.
    if (HAS_OWN_PATH.has(name)) cpSync(from, to, { recursive: true });
    else symlinkSync(from, to);
  }
  stateCommit(join(folder, ".git"));
  // osls does not read a linked configuration.
  for (const copied of [...CONFIGURATION, ...PACKED]) cpSync(copied, join(folder, copied));
}

/** The functions state the commit, and a commit during the tests must not make them build again. */
function stateCommit(git: string): void {
  for (const name of ["objects", "refs"]) mkdirSync(join(git, name), { recursive: true });
  const commit = execFileSync("git", ["rev-parse", "HEAD"], { encoding: "utf8" });
  writeFileSync(join(git, "HEAD"), commit);
}
