import { execFile } from "node:child_process";
import { cp, mkdir, readFile } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { LocalService, makeHome } from "../start/local-service.ts";

const README = readFileSync("README.md", "utf8");

/** The commands of the README that a reader types once the service runs. */
const COMMANDS = [...README.matchAll(/^```sh\n([\s\S]*?)^```$/gm)]
  .flatMap(([, block = ""]) => block.replaceAll("\\\n", " ").split("\n"))
  .filter((line) => /^(?:curl|npm run) /.test(line));

let service: LocalService;
let reader: string;

beforeAll(async () => {
  service = await LocalService.start(await makeHome(["case_001"]));
  const { root, artifactRoot } = service.home;
  // Two folders of the reader's own, as in the README.
  reader = join(root, "reader");
  await mkdir(reader);
  for (const name of ["a", "b"])
    await cp(join(artifactRoot, "case_001"), join(reader, name), { recursive: true });
});

afterAll(async () => {
  await service.discard();
});

/** The output of a command, typed in the reader's folder. */
async function typed(command: string): Promise<string> {
  const { artifactRoot, cacheDir } = service.home;
  const here = command
    .replaceAll("http://localhost:3000", service.url)
    .replace("npm run ", `npm run --silent --prefix ${inject("builtService")} `);
  const { stdout } = await promisify(execFile)("bash", ["-c", here], {
    cwd: reader,
    env: { ...process.env, ARTIFACT_ROOT: artifactRoot, CLARITY_CACHE_DIR: cacheDir },
  });
  return stdout;
}

test("the README shows requests and commands", () => {
  expect(COMMANDS.filter((line) => line.startsWith("curl")).length).toBeGreaterThanOrEqual(5);
  expect(COMMANDS.filter((line) => line.startsWith("npm run")).length).toBeGreaterThanOrEqual(4);
});

test.each(COMMANDS)("%s", async (command) => {
  expect(await typed(command)).not.toMatch(/urn:clarity:problem/);
  expect((await readFile(join(reader, "report.pdf"))).subarray(0, 5).toString()).toBe("%PDF-");
});
