import { describe, expect, it, test } from "vitest";
import { unscannedIn } from "./codeql-rules.ts";
import { deployBreaches } from "./deploy-rules.ts";
import { WORKFLOWS, broken, workflow } from "./workflow-files.ts";

describe("deploying", () => {
  it("is done by hand only, once ci.yml is green, one at a time, where the environment lets it", () => {
    expect(deployBreaches(workflow("deploy"))).toEqual([]);
  });

  it("needs no stored secret", () => {
    expect(WORKFLOWS.filter(({ text }) => /\bsecrets\b/.test(text))).toEqual([]);
    expect(workflow("deploy").text).not.toMatch(/aws-(?:access-key-id|secret-access-key)/);
  });

  it.each([
    ["    needs: ci\n", "", "until ci.yml is green"],
    [
      "    needs: ci\n",
      "    needs: ci\n    if: ${{ always() }}\n",
      "without a condition: ${{ always",
    ],
    ["    needs: ci\n", "    needs: ci\n    if: ${{ !cancelled() }}\n", "without a condition"],
    ["    uses: ./", "    if: false\n    uses: ./", "without a condition: false"],
    ["- run: .ci/deploy", "- if: always()\n        run: .ci/deploy", "without a condition"],
    ["workflows/ci.yml", "workflows/codeql.yml", "until ci.yml is green"],
    ["  workflow_dispatch:", "  push:\n  workflow_dispatch:", "by hand only"],
    ["  ci:\n", "  other:\n    uses: ./.github/workflows/ci.yml\n  ci:\n", "and no other"],
    ["environment: ${{ inputs.stage }}", "environment: dev", "environment"],
    ["cancel-in-progress: false", "cancel-in-progress: true", "half-way"],
    ["group: deploy-${{ inputs.stage }}", "group: ${{ github.run_id }}", "one at a time"],
  ])("breaks a rule where %j is %j", (from, to, told) => {
    expect(deployBreaches(broken("deploy", from, to))).toContainEqual(
      expect.stringContaining(told),
    );
  });
});

test("codeql.yml scans the code and the workflows", () => {
  expect(unscannedIn(workflow("codeql"))).toEqual([]);
});

describe("codeql.yml lacks something", () => {
  it.each([
    ["  pull_request:\n", "  pull_request:\n    paths: [lib]\n", "every pull_request"],
    ["  pull_request:\n", "", "every pull_request"],
    ["branches: [main]", "branches: [release]", "every push to main"],
    ["  schedule:", "  other:", "on a schedule"],
    ["language: [javascript-typescript, actions]", "language: [actions]", "javascript-typescript"],
    [
      "language: [javascript-typescript, actions]",
      "language: [javascript-typescript, actions]\n        exclude: [{ language: actions }]",
      "nothing else",
    ],
    ["github/codeql-action/init@", "github/codeql-action/other@", "codeql-action/init"],
    ["github/codeql-action/analyze@", "github/codeql-action/other@", "codeql-action/analyze"],
    ["queries: security-extended", "config-file: ./x.yml", "codeql-action/init with just"],
    ["category:", "upload: never\n          category:", "codeql-action/analyze with just"],
    ["    name: analyse", "    if: false\n    name: analyse", "only if false"],
    [
      "      - uses: github/codeql-action/analyze",
      "      - if: ${{ github.actor == 'x' }}\n        uses: github/codeql-action/analyze",
      "only if ${{ github.actor",
    ],
  ])("where %j is %j", (from, to, told) => {
    expect(unscannedIn(broken("codeql", from, to))).toContainEqual(expect.stringContaining(told));
  });
});
