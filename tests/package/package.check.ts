import { execFile } from "node:child_process";
import { cp, mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import { linkRepository } from "../build-once.ts";
import { fetchChecked } from "../openapi/checked.ts";
import { freePort } from "../servers/free-port.ts";
import { killRunning, startProcess, untilReady } from "../start/local-service.ts";
import { makeFolder, removeFolder } from "../store/temp-folder.ts";

const TARBALL = /^clarity-report-service-.*\.tgz$/;

/** A user's folder, in which the package is installed. */
let folder: string;
let tarball: string;

beforeAll(async () => {
  folder = await makeFolder();
  await inFolder(inject("builtService"), "node", "functions/build/pack.cjs", folder);
  tarball = await tarballIn(folder);
  // Offline: the package needs nothing of a registry.
  await inFolder(folder, "npm", "install", "--offline", "--no-audit", "--no-fund", tarball);
});

afterEach(killRunning);

afterAll(async () => await removeFolder(folder));

async function tarballIn(place: string): Promise<string> {
  const name = (await readdir(place)).find((one) => TARBALL.test(one));
  if (name === undefined) throw new Error(`${place}: expected a tarball, found none`);
  return join(place, name);
}

async function inFolder(cwd: string, program: string, ...args: string[]) {
  // As in a terminal of the user: without what npm sets for the scripts of this repository.
  const names = Object.keys(process.env).filter((name) => !/^(?:npm_|INIT_CWD|NODE_)/.test(name));
  const env = Object.fromEntries(names.map((name) => [name, process.env[name]]));
  return await promisify(execFile)(program, args, { cwd, env });
}

/** Runs the installed executable where the user is. */
async function clarity(...args: string[]): Promise<string> {
  return (await inFolder(folder, "node_modules/.bin/clarity", ...args)).stdout;
}

test("the package brings no other package and no sources", async () => {
  const installed = join(folder, "node_modules/clarity-report-service");
  expect(
    (await readdir(join(folder, "node_modules"))).filter((name) => !name.startsWith(".")),
  ).toEqual(["clarity-report-service"]);
  const files = await readdir(installed, { recursive: true });
  expect(files).toContain("dist/commands/main.cjs");
  const licences = await readFile(join(installed, "dist/licences.txt"), "utf8");
  for (const name of [
    "@hapi/hapi",
    "client-zip",
    "idb",
    "pdfkit",
    "preact",
    "serverless-offline",
  ]) {
    expect(licences).toMatch(new RegExp(`^${name} \\d+\\.`, "m"));
  }
  expect(files.filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"))).toEqual([]);
  const scripts = files.filter((name) => /\.(?:cjs|mjs|js)$/.test(name));
  const texts = await Promise.all(
    scripts.map(async (name) => [name, await readFile(join(installed, name), "utf8")] as const),
  );
  expect(texts.filter(([, text]) => text.includes(resolve("."))).map(([name]) => name)).toEqual([]);
});

test("report, verify and hash work in the user's folder, with the demo cases", async () => {
  expect(await clarity("report", "case_001", "-o", "report.pdf")).toContain("rendered now");
  expect(await clarity("report", "case_001", "-o", "again.pdf")).toContain("stored before");
  expect(await readFile(join(folder, "report.pdf"))).toEqual(
    await readFile(join(folder, "again.pdf")),
  );
  expect(await clarity("verify", "report.pdf", "--case", "case_001")).toContain(
    "renders exactly this PDF from the attached artifacts",
  );
  expect(await clarity("hash", "case_sparse")).toMatch(/^case +case_sparse$/m);
  const { version }: { version: string } = JSON.parse(await readFile("package.json", "utf8"));
  expect(await clarity("--version")).toBe(`${version}\n`);
});

test("a relative folder is one of the user's folder, whichever script of theirs runs the command", async () => {
  const cases = join(folder, "node_modules/clarity-report-service/functions/demo/artifacts");
  const project = join(folder, "project");
  await mkdir(project);
  await cp(join(cases, "case_sparse"), join(project, "mine"), { recursive: true });
  const script = "../node_modules/.bin/clarity hash ./mine";
  await writeFile(join(project, "package.json"), JSON.stringify({ scripts: { hash: script } }));
  const args = ["run", "--silent", "--prefix", project, "hash"];
  expect((await inFolder(folder, "npm", ...args)).stdout).toMatch(/^case +case_sparse$/m);
});

test("start serves, keeps reports in the user's folder and says where, and writes nothing else", async () => {
  const home = join(folder, "home");
  await mkdir(home);
  const before = await readdir(join(folder, "node_modules"), { recursive: true });
  const port = String(await freePort());
  const command = [process.execPath, join(folder, "node_modules/.bin/clarity"), "start"];
  const started = startProcess({ PORT: port }, { command, cwd: home });
  await untilReady(started);
  const url = `http://localhost:${port}`;
  expect(started.output()).toContain(`reports  kept in ${join(home, "local-cache")}`);
  expect((await fetchChecked(`${url}/`)).headers.get("content-type")).toContain("text/html");
  const generated = await fetchChecked(`${url}/report/generate`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ case_id: "case_sparse" }),
  });
  expect([generated.status, generated.headers.get("x-cache-hit")]).toEqual([200, "false"]);
  expect((await fetchChecked(`${url}/no/such/route`)).status).toBe(404);
  started.child.kill("SIGINT");
  await started.exited;
  expect(started.child.exitCode).toBe(0);
  expect(await readdir(home)).toEqual(["local-cache"]);
  expect(await readdir(join(folder, "node_modules"), { recursive: true })).toEqual(before);
});

const PROGRAM = `
import { Cache, ClarityError, FileStore, S3Store, takeInventory, type Layout, type ObjectStore } from "clarity-report-service/cache";

const layout: Layout = { results: "results", claims: "claims", extension: ".txt" };
const store: ObjectStore = await FileStore.open("cache");
const cache = new Cache({ store, layout, leaseMs: 30_000, concurrency: 1 });
const call = async () => await cache.getOrCreate("a".repeat(64), async () => new TextEncoder().encode("made"));
const [first, second] = [await call(), await call()];
const text: string = new TextDecoder().decode(second.body);
const keys: string[] = [];
for await (const { key } of takeInventory({ store, layout })) keys.push(key);
console.log(first.hit, second.hit, text, keys.length);

// No server is there: the error is this package's own, though the AWS SDK threw it.
const bucket: ObjectStore = await S3Store.open({ bucket: "results", region: "eu-north-1", endpoint: "http://127.0.0.1:9" });
const error: unknown = await bucket.get("x").catch((cause: unknown) => cause);
console.log(error instanceof ClarityError && error.code);
`;

test("the cache can be imported, with types that need no types of other packages but Node's", async () => {
  const project = join(folder, "import");
  await mkdir(join(project, "node_modules/@types"), { recursive: true });
  for (const name of ["@types/node", "undici-types"]) {
    await symlink(resolve("node_modules", name), join(project, "node_modules", name));
  }
  await writeFile(join(project, "program.mts"), PROGRAM);
  const options = ["--strict", "--target", "es2023", "--module", "nodenext", "--types", "node"];
  const tsc = resolve("node_modules/typescript/bin/tsc");
  await inFolder(project, process.execPath, tsc, ...options, "program.mts");
  const credentials = { AWS_ACCESS_KEY_ID: "none", AWS_SECRET_ACCESS_KEY: "none" };
  const { stdout } = await promisify(execFile)(process.execPath, ["program.mjs"], {
    cwd: project,
    env: { ...process.env, ...credentials },
  });
  expect(stdout).toBe("false true made 1\nstore_unavailable\n");
});

test("a checkout that npm packs without a build gives an executable that says so", async () => {
  const checkout = join(folder, "checkout");
  await mkdir(checkout);
  linkRepository(checkout);
  await inFolder(checkout, "npm", "pack", "--silent");
  await inFolder(checkout, "tar", "xf", await tarballIn(checkout));
  const run = inFolder(checkout, process.execPath, "package/functions/clarity.cjs", "--version");
  await expect(run).rejects.toMatchObject({
    code: 1,
    stderr: "This package was packed without a build. Pack it with `npm run pack`.\n",
  });
});
