import { accessSync, constants, readdirSync, statSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import packageFile from "../../package.json" with { type: "json" };
import { SUITES } from "./suites.ts";
import { FOLDER, WORKFLOWS, broken } from "./workflow-files.ts";
import { workflowBreaches, type Repository } from "./workflow-rules.ts";

const REPOSITORY: Repository = {
  scripts: new Set(Object.keys(packageFile.scripts)),
  programs: new Set(readdirSync("node_modules/.bin")),
  executables: new Set(
    readdirSync(".ci")
      .map((name) => `.ci/${name}`)
      .filter(isExecutable),
  ),
};

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

test("the workflows are those that the documents name", () => {
  expect(readdirSync(FOLDER).toSorted()).toEqual(["ci.yml", "codeql.yml", "deploy.yml"]);
});

test.each(WORKFLOWS)("$path keeps the rules", (one) => {
  expect(workflowBreaches(one, REPOSITORY)).toEqual([]);
});

test("every suite is run by a script of package.json", () => {
  expect(SUITES.length).toBeGreaterThanOrEqual(9);
  expect(SUITES.filter(({ script }) => !REPOSITORY.scripts.has(script))).toEqual([]);
});

const CHECKOUT = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1";

describe("a workflow breaks a rule", () => {
  it.each<readonly [name: string, from: string, to: string, fault: string]>([
    ["ci", "@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1", "@v7.0.1", "pin it"],
    ["ci", CHECKOUT, CHECKOUT.slice(0, 40), "pin it"],
    ["ci", CHECKOUT, CHECKOUT.replace(" # v7.0.1", ""), "with its release"],
    ["codeql", "# v4.36.2", "# main", "with its release"],
    ...[
      "- { uses: actions/cache@v4 }",
      '- "uses": actions/cache@v4',
      "- uses : actions/cache@v4",
      "- uses: ./.github/actions/x",
      "- uses: docker://node:latest",
      `- { uses: ${CHECKOUT.split(" ")[0] ?? ""} }`,
    ].map((step) => ["ci", "- run: npm ci", step, "pin it"] as const),
    [
      "deploy",
      "uses: ./.github/workflows/ci.yml",
      "uses: a/b/.github/workflows/ci.yml@main",
      "pin it",
    ],
    ...["container: node:latest", "services: { db: { image: a } }", "secrets: inherit"].map(
      (line) =>
        [
          "ci",
          "    name: check",
          `    name: check\n    ${line}`,
          line.split(":")[0] ?? "",
        ] as const,
    ),
    [
      "deploy",
      "uses: ./.github/workflows/ci.yml",
      "uses: ./.github/workflows/ci.yml\n    secrets: inherit",
      "has secrets",
    ],
    ["ci", "          package-manager-cache: false\n", "", "package-manager-cache: false"],
    ["deploy", "package-manager-cache: false", "cache: npm", "package-manager-cache: false"],
    ["ci", "persist-credentials: false", "persist-credentials: true", "persist-credentials: false"],
    [
      "ci",
      "        with:\n          persist-credentials: false\n",
      "",
      "persist-credentials: false",
    ],
    ["ci", "permissions:\n  contents: read\n", "", "permissions: contents: read"],
    [
      "ci",
      "permissions:\n  contents: read",
      "permissions: write-all",
      "permissions: contents: read",
    ],
    ["ci", "permissions:\n  contents: read", "permissions:\n  contents: write", "contents: read"],
    ["codeql", "security-events: write", "packages: write", "may write packages"],
    ["codeql", "actions: read", "id-token: write", "may write id-token"],
    ["deploy", "      id-token: write", "      packages: write", "may write packages"],
    ["ci", "concurrency:\n  group", "other:\n  group", "concurrency group"],
    ["ci", "    shell: bash", "    shell: sh", "shell: bash"],
    ["ci", "    timeout-minutes: 10\n", "", "timeout-minutes"],
    ["deploy", "timeout-minutes: 30", "timeout-minutes: 300", "timeout-minutes"],
    ["ci", "runs-on: ubuntu-24.04", "runs-on: ubuntu-latest", "name a fixed image"],
    ["ci", "  pull_request:", "  pull_request_target:", "use pull_request"],
    [
      "ci",
      'run: .ci/suite "$SUITE"',
      'run: .ci/suite "${{ matrix.suite }}"',
      "pass the expression",
    ],
    [
      "ci",
      "- run: npm ci",
      "- run: |\n          npm ci\n          echo ${{ github.head_ref }}",
      "pass the expression",
    ],
    [
      "ci",
      "    timeout-minutes: 10",
      "    timeout-minutes: 10\n    continue-on-error: true",
      "hides",
    ],
    ["ci", "- run: npm ci", "- run: npm ci || true", "hides a failure"],
    ["ci", "- run: npm ci", "- run: npm ci || exit 0", "hides a failure"],
    [
      "ci",
      "- run: npm ci",
      "- run: |\n          npm ci \\\n            || exit 0",
      "hides a failure",
    ],
    ["ci", "- run: npm ci", "- run: npm ci; npm test\n        shell: sh {0}", "sets its own shell"],
    ["ci", "npm run --silent sbom", "npm run --silent bom", "npm run bom: there is no such script"],
    ["ci", "npm run --silent check\n", "npm run checks\n", "npm run checks"],
    ["deploy", "run: .ci/deploy", "run: .ci/deploy-all", ".ci/deploy-all: there is no such file"],
    ["deploy", "run: .ci/deploy", "run: .ci/results.ts", "that can be run"],
    ["deploy", "run: .ci/deploy", "run: .ci/audit", "that can be run"],
    ["deploy", "run: .ci/deploy", "run: .ci/suites", "that can be run"],
    ["ci", "npx vitest", "npx lockfile-lint", "npx lockfile-lint: no package"],
    ["ci", "- run: npm ci", "- run: npm install", "use npm ci"],
    ["ci", "- run: npm ci", "- run: npm i", "use npm ci"],
    ["ci", "- run: npm ci", "- run: npm --silent --prefix x install", "use npm ci"],
  ])("in %s.yml when %j is %j", (name, from, to, fault) => {
    const one = broken(name, from, to);
    expect(workflowBreaches(one, REPOSITORY)).toEqual(
      expect.arrayContaining([expect.stringContaining(fault)]),
    );
  });
});
