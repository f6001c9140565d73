import { execFile } from "node:child_process";
import { appendFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { linkRepository } from "../build-once.ts";
import { makeFolder, removeFolder } from "../store/temp-folder.ts";

const BUILDING = "Building what changed …\n";
const MAIN = "dist/commands/main.cjs";

let checkout: string;

beforeAll(async () => {
  checkout = await makeFolder();
  linkRepository(checkout);
  await version();
});

afterAll(async () => await removeFolder(checkout));

/** Runs a command of the checkout; resolves to what it says beside its output. */
async function version(): Promise<string> {
  const { INIT_CWD: _, ...env } = process.env;
  const args = ["functions/clarity.cjs", "--version"];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, {
    cwd: checkout,
    env,
  });
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  return stderr;
}

test("a checkout in which nothing changed is not built again", async () => {
  const { ino, mtimeMs } = await stat(join(checkout, MAIN));
  expect(await version()).toBe("");
  expect(await stat(join(checkout, MAIN))).toMatchObject({ ino, mtimeMs });
});

const INPUTS = [
  "functions/build/publish.ts",
  "package-lock.json",
  "package.json",
  "serverless.yml",
  "tsconfig.json",
];

test.each(INPUTS)("a change of %s is built once", async (path) => {
  await appendFile(join(checkout, path), "\n");
  expect(await version()).toBe(BUILDING);
  expect(await version()).toBe("");
});

test("a new source and a removed one are noticed", async () => {
  const path = join(checkout, "functions/build/another.ts");
  await writeFile(path, "export {};\n");
  expect(await version()).toBe(BUILDING);
  await rm(path);
  expect(await version()).toBe(BUILDING);
});

test("a bundle that was removed or changed is built again", async () => {
  await rm(join(checkout, MAIN));
  expect(await version()).toBe(BUILDING);
  await writeFile(join(checkout, MAIN), "");
  expect(await version()).toBe(BUILDING);
});

test("half a stamp, such as after a full disk, is no stamp", async () => {
  await writeFile(join(checkout, "dist/built/commands.json"), '{"inputs":');
  expect(await version()).toBe(BUILDING);
});

test("3 commands that find a change at once all build and work, and leave a build that is up to date", async () => {
  await appendFile(join(checkout, "tsconfig.json"), "\n");
  const all = await Promise.all([version(), version(), version()]);
  expect(all).toEqual([BUILDING, BUILDING, BUILDING]);
  expect(await version()).toBe("");
  expect(await readdir(join(checkout, "dist/built"))).toEqual(["commands.json"]);
});
