import { execFile } from "node:child_process";
import { cp, readFile, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeEach, expect, inject, test } from "vitest";
import { linkRepository } from "../build-once.ts";
import { temporaryFolder } from "../store/temp-folder.ts";
import { BUDGETS, budgetBreaches } from "./budgets.ts";

const BUILD = ["--import", "tsx", "functions/build.ts"];
const BUILDERS = 4;

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  linkRepository(folder);
  await cp(join(inject("builtService"), "dist"), join(folder, "dist"), { recursive: true });
});

async function build(...args: string[]): Promise<void> {
  await promisify(execFile)(process.execPath, [...BUILD, ...args], { cwd: folder });
}

/** Every file below `dist`, with the values that show whether it was rewritten. */
async function filesBuilt(): Promise<Record<string, string>> {
  const dist = join(folder, "dist");
  const entries = await readdir(dist, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const stats = await Promise.all(paths.map(async (path) => await stat(path)));
  return Object.fromEntries(
    paths.map((path, index) => [
      path.slice(dist.length + 1),
      `${stats[index]?.ino} ${stats[index]?.mtimeMs}`,
    ]),
  );
}

test("a repeated build leaves every file as it is", async () => {
  await build();
  const before = await filesBuilt();
  expect(Object.keys(before)).toEqual(
    expect.arrayContaining([
      "commands/chinese.cjs",
      "commands/main.cjs",
      "commands/renderer.cjs",
      "report/renderer.cjs",
    ]),
  );
  await build();
  expect(await filesBuilt()).toEqual(before);
});

test("the commands are built without touching the functions that may be running", async () => {
  for (const path of ["report/renderer.cjs", "commands/main.cjs"]) {
    await writeFile(join(folder, "dist", path), "older");
  }
  const before = await filesBuilt();
  await build("commands");
  const after = await filesBuilt();
  expect(Object.keys(after)).toEqual(Object.keys(before));
  const changed = Object.keys(after).filter((path) => after[path] !== before[path]);
  expect(changed).toEqual(["commands/main.cjs"]);
});

test("a build removes what killed builds left, and nothing of a build that is running", async () => {
  const [left, used] = [`.main.cjs.${2 ** 30}`, `.main.cjs.${process.pid}`];
  for (const name of [left, used]) await writeFile(join(folder, "dist", name), "half a file");
  await build("commands");
  const hidden = (await readdir(join(folder, "dist"))).filter((name) => name.startsWith("."));
  expect(hidden).toEqual([used]);
});

test(`a process that loads a file while ${BUILDERS} builds replace it gets the old one or the new one`, async () => {
  const path = join(folder, "dist/commands/renderer.cjs");
  const built = await readFile(path);
  await writeFile(path, "older");
  const builds = Promise.all(Array.from({ length: BUILDERS }, async () => await build("commands")));
  const seen = new Set<string>();
  const look = async () => void seen.add((await readFile(path)).toString("base64"));
  while ((await Promise.race([builds.then(() => "done"), look()])) !== "done");
  await look();
  const both = [Buffer.from("older"), built].map((bytes) => bytes.toString("base64"));
  expect([...seen].toSorted()).toEqual(both.toSorted());
  expect((await readdir(join(folder, "dist"))).filter((name) => name.startsWith("."))).toEqual([]);
});

test("no bundle is larger or much smaller than its budget", async () => {
  const dist = join(inject("builtService"), "dist");
  const files = await readdir(dist, { recursive: true });
  const bundles = files.filter((file) => /\.[cm]js$/.test(file));
  const sizes = await Promise.all(
    bundles.map(async (file) => [file, (await stat(join(dist, file))).size] as const),
  );
  expect(budgetBreaches(Object.fromEntries(sizes), BUDGETS)).toEqual([]);
});

test.each([
  ["larger than its budget", { "a.cjs": 1001 }, { "a.cjs": 1000 }, "find what came in"],
  ["without a budget", { "a.cjs": 1 }, {}, "give it one"],
  ["far below its budget", { "a.cjs": 900 }, { "a.cjs": 1000 }, "lower its budget"],
  ["that is gone", {}, { "a.cjs": 1000 }, "take it out"],
])("a bundle %s is reported, with what to do", (_, sizes, budgets, message) => {
  expect(budgetBreaches(sizes, budgets)).toEqual([expect.stringContaining(message)]);
});
