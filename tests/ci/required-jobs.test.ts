import { spawnSync } from "node:child_process";
import { describe, expect, it, test } from "vitest";
import { missingIn } from "./required-jobs.ts";
import { SUITES } from "./suites.ts";
import { FOLDER, broken, workflow } from "./workflow-files.ts";
import { parseWorkflow } from "./workflow-rules.ts";

const SUITE_NAMES = SUITES.map(({ name }) => name);

test("ci.yml runs every suite and every gate", () => {
  expect(missingIn(workflow("ci"), SUITE_NAMES)).toEqual([]);
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
    ["npm run --silent check\n", "npm run --silent build\n", "check`: put it back"],
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
    ['    - cron: "17 5 * * 1"', '    - cron: "17 5 1 1 *"', "on a schedule"],
    ["  schedule:\n", "  other:\n", "on a schedule"],
    ["fail-on-severity: high", "fail-on-severity: critical", "fail-on-severity"],
    ["fail-on-severity: high", "fail-on-scopes: none", "fail-on-severity"],
    [
      "fail-on-severity: high",
      "fail-on-severity: high\n          warn-only: true",
      "and nothing else",
    ],
    ["        with:\n          fail-on-severity: high\n", "", "fail-on-severity"],
    ['name: "ci: everything"', "name: all", 'no job is named "ci: everything"'],
    ["if: ${{ always() }}", "if: ${{ success() }}", "has to run always"],
    ["needs: [check, suite, security, lockfile]", "needs: [check, suite]", "need the job security"],
    ["join(needs.*.result, ' ')", "needs.check.result", "does not look at the results"],
  ])("when %j is %j", (from, to, fault) => {
    expect(missingIn(broken("ci", from, to), SUITE_NAMES)).toEqual(
      expect.arrayContaining([expect.stringContaining(fault)]),
    );
  });

  it("when a new suite is in the list but in no job", () => {
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
