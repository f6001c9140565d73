import { execFile } from "node:child_process";
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { linkRepository } from "../build-once.ts";

export const FUNCTIONS = ["report", "demo", "health", "console"] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

const run = promisify(execFile);

/** Loaded before anything else: every connection fails as if there were no network. */
const NO_NETWORK = `
  import { Socket } from "node:net";
  Socket.prototype.connect = function () {
    const error = Object.assign(new Error("no network"), { code: "ENETUNREACH" });
    process.nextTick(() => this.destroy(error));
    return this;
  };
`;

const BUILT = ["dist", ".serverless", "home"];

/**
 * Copies the sources of the package into an empty folder, as they are now: later edits to the checkout
 * change nothing there. The commit is known as in a checkout.
 */
export async function layOut(folder: string): Promise<void> {
  linkRepository(folder);
  for (const name of ["functions", "lib"]) {
    await rm(join(folder, name), { recursive: true });
    await cp(name, join(folder, name), { recursive: true });
  }
  // The page's own extends it.
  await cp("tsconfig.json", join(folder, "tsconfig.json"));
  const { stdout: commit } = await run("git", ["rev-parse", "HEAD"]);
  for (const name of ["objects", "refs"])
    await mkdir(join(folder, ".git", name), { recursive: true });
  await writeFile(join(folder, ".git/HEAD"), commit);
}

/** Lays out the same sources again, without built files. */
export async function layOutAgain(folder: string, again: string): Promise<void> {
  const filter = (path: string) => !BUILT.some((name) => path === join(folder, name));
  await cp(folder, again, { recursive: true, verbatimSymlinks: true, filter });
}

/**
 * Builds and packages what is laid out in a folder. Nothing of earlier builds, which the repository's `dist`
 * may hold, can get into a package. Without network, credentials, or a home that says anything.
 */
export async function packageService(folder: string): Promise<void> {
  const home = join(folder, "home");
  await mkdir(home);
  const env = { PATH: process.env["PATH"], HOME: home };
  await run("npm", ["run", "--silent", "build"], { cwd: folder, env });
  const serverless = ["node_modules/serverless/bin/serverless.js", "package"];
  const offline = `--import=data:text/javascript,${encodeURIComponent(NO_NETWORK)}`;
  await run(process.execPath, [offline, ...serverless], { cwd: folder, env });
}

/** A function's package, in a folder where the service was packaged. */
export function zipOf(packaged: string, name: FunctionName): string {
  return join(packaged, ".serverless", `${name}.zip`);
}

/** The content of a zip, as listed by a tool that did not make it. */
export async function namesIn(zip: string): Promise<string[]> {
  const { stdout } = await run("unzip", ["-Z1", zip]);
  return stdout.trimEnd().split("\n");
}

/** Unpacks a zip into a new folder. */
export async function unpack(zip: string, folder: string): Promise<void> {
  await run("unzip", ["-q", zip, "-d", folder]);
}
