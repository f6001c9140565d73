import { execFile } from "node:child_process";
import { cp, readFile, symlink, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fetchChecked } from "../openapi/checked.ts";
import { DESCRIPTION } from "../openapi/described.ts";
import { LocalService, makeHome } from "../start/local-service.ts";
import { makeFolder, removeFolder } from "../store/temp-folder.ts";

const TOOLS = resolve(import.meta.dirname, "node_modules");
const CASES = ["case_001", "case_large", "case_sparse"];

let service: LocalService;
let folder: string;

/** A folder with the programs, their tools, and the types that are made of the served description. */
beforeAll(async () => {
  service = await LocalService.start(await makeHome(CASES));
  folder = await makeFolder();
  await cp(join(import.meta.dirname, "program"), folder, { recursive: true });
  await symlink(TOOLS, join(folder, "node_modules"));
  await writeFile(join(folder, "package.json"), '{"type": "module"}');
  const description = await service.get("/openapi.json");
  await writeFile(join(folder, "openapi.json"), await description.text());
  await run("openapi-typescript", "openapi.json", "--output", "api.d.ts");
});

afterAll(async () => {
  await service.discard();
  await removeFolder(folder);
});

async function run(tool: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(join(TOOLS, ".bin", tool), args, { cwd: folder });
  return stdout;
}

const STRICT = [
  "--strict --noUncheckedIndexedAccess --exactOptionalPropertyTypes --verbatimModuleSyntax",
  "--target es2022 --module nodenext --lib es2022,dom,dom.iterable --outDir compiled",
]
  .join(" ")
  .split(" ");

async function compile(program: string): Promise<string> {
  return await run("tsc", ...STRICT, program).catch((error: unknown) => {
    if (error instanceof Error && "stdout" in error) return String(error.stdout);
    throw error;
  });
}

test("the service serves the description of its sources", async () => {
  expect(JSON.parse(await readFile(join(folder, "openapi.json"), "utf8"))).toEqual(DESCRIPTION);
});

test("a program compiles against the client, and the service's answers match the types", async () => {
  expect(await compile("audit.ts")).toBe("");
  const compiled = pathToFileURL(join(folder, "compiled", "audit.js")).href;
  const { audit } = await import(compiled);
  const found: unknown = await audit(service.url, "case_large", fetchChecked);
  expect(found).toMatchObject({
    cases: CASES,
    titles: CASES.map(() => expect.stringMatching(/\w/) as unknown),
    axes: expect.arrayContaining([expect.any(String)]) as unknown,
    statuses: expect.arrayContaining([200, 409]) as unknown,
    conflict: { status: 409, case_id: "case_large" },
    key: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
    ready: true,
    unchanged: 304,
    missing: "404 unknown",
  });
});

test("a wrong use of the client does not compile", async () => {
  const source = await readFile(join(folder, "wrong-uses.ts"), "utf8");
  const wrong = source
    .split("\n")
    .flatMap((line, index) => (/; \/\/ /.test(line) ? index + 1 : []));
  expect(wrong.length).toBeGreaterThan(10);
  const errors = await compile("wrong-uses.ts");
  const lines = [...errors.matchAll(/^wrong-uses\.ts\((\d+),\d+\): error/gm)].map(([, line]) =>
    Number(line),
  );
  expect([...new Set(lines)]).toEqual(wrong);
});
