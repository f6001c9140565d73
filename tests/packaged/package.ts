import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { linkRepository } from "../build-once.ts";
import { apart } from "./namespaces.ts";

export const FUNCTIONS = ["report", "demo", "health", "console"] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

const run = promisify(execFile);

/**
 * Builds and packages the service in an empty folder: nothing of earlier builds, which the repository's
 * `dist` may hold, can get into a package. Without network, credentials, or a home that says anything.
 */
export async function packageService(folder: string): Promise<void> {
  const home = join(folder, "home");
  await mkdir(home);
  linkRepository(folder);
  const environment = { PATH: process.env["PATH"], HOME: home };
  // Elsewhere there is no commit to tell.
  const env = { ...environment, GIT_DIR: resolve(".git") };
  await run("npm", ["run", "--silent", "build"], { cwd: folder, env });
  const [program, ...options] = apart("net");
  const serverless = [process.execPath, "node_modules/serverless/bin/serverless.js", "package"];
  await run(program, [...options, ...serverless], { cwd: folder, env: environment });
}

/** A function's package, in a folder where the service was packaged. */
export function zipOf(packaged: string, name: FunctionName): string {
  return join(packaged, ".serverless", `${name}.zip`);
}

/** What a zip holds, as told by a tool that did not make it. */
export async function namesIn(zip: string): Promise<string[]> {
  const { stdout } = await run("unzip", ["-Z1", zip]);
  return stdout.trimEnd().split("\n");
}

/** Unpacks a zip into a new folder. */
export async function unpack(zip: string, folder: string): Promise<void> {
  await run("unzip", ["-q", zip, "-d", folder]);
}
