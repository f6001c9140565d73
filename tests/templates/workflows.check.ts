import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FOLDER, WORKFLOWS, broken } from "../ci/workflow-files.ts";
import { makeFolder, removeFolder } from "../store/temp-folder.ts";
import { ACTIONLINT, ZIZMOR, run } from "./programs.ts";

/** zizmor asks GitHub nothing, and reports everything that it has a rule for. */
const ZIZMOR_OPTIONS = ["--offline", "--persona", "auditor", "--no-progress", "--no-exit-codes"];
const NOTHING_FOUND = "No findings to report";

let folder: string;

beforeAll(async () => {
  folder = await makeFolder();
});

afterAll(async () => {
  await removeFolder(folder);
});

/** A copy of a workflow with one thing broken. */
async function brokenFile(name: string, from: string, to: string): Promise<string> {
  const file = join(folder, `${name}.yml`);
  await writeFile(file, broken(name, from, to).text);
  return file;
}

describe("actionlint", () => {
  const options = ["-shellcheck=", "-pyflakes="];

  it.each(WORKFLOWS)("finds no fault in $path", async ({ path }) => {
    expect(await run(ACTIONLINT, [...options, path])).toEqual({ exitCode: 0, output: "" });
  });

  it.each([
    ["needs: ci", "needs: tests", 'needs job "tests" which does not exist'],
    ["      - run: npm ci", "      - runs: npm ci", "step must run script"],
    ["${{ inputs.stage }}", "${{ inputs.stag }}", 'property "stag" is not defined'],
    ["runs-on: ubuntu-24.04", "runs-on: ubuntu-24.05", 'label "ubuntu-24.05" is unknown'],
  ])("finds the fault when %j is %j", async (from, to, fault) => {
    const { exitCode, output } = await run(ACTIONLINT, [
      ...options,
      await brokenFile("deploy", from, to),
    ]);
    expect(exitCode).toBe(1);
    expect(output).toContain(fault);
  });
});

describe("zizmor", () => {
  it("finds no fault in the workflows and Dependabot's configuration", async () => {
    const { output } = await run(ZIZMOR, [...ZIZMOR_OPTIONS, FOLDER, ".github/dependabot.yml"]);
    expect(output).toContain(NOTHING_FOUND);
    for (const { path } of WORKFLOWS) expect(output).toContain(`completed ${path}`);
  });

  it.each([
    ["persist-credentials: false", "persist-credentials: true", "artipacked"],
    ["permissions:\n  contents: read", "permissions: write-all", "excessive-permissions"],
    ["run: .ci/deploy", 'run: .ci/deploy "${{ github.head_ref }}"', "template-injection"],
  ])("finds the fault when %j is %j", async (from, to, fault) => {
    const { output } = await run(ZIZMOR, [...ZIZMOR_OPTIONS, await brokenFile("deploy", from, to)]);
    expect(output).toContain(`[${fault}]`);
  });
});
