import { describe, expect, it, test } from "vitest";
import { deployBreaches } from "./deploy-rules.ts";
import { triggersMissing } from "./trigger-rules.ts";
import { WORKFLOWS, broken, workflow } from "./workflow-files.ts";
import { parseWorkflow } from "./workflow-rules.ts";

describe("deploying", () => {
  it("runs only by hand, after ci.yml passed, one at a time, with the environment's approval", () => {
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
  ])("breaks a rule when %j is %j", (from, to, fault) => {
    expect(deployBreaches(broken("deploy", from, to))).toContainEqual(
      expect.stringContaining(fault),
    );
  });
});

test("codeql.yml runs on every change, and every week for new queries", () => {
  expect(triggersMissing(parseWorkflow(workflow("codeql")).on)).toEqual([]);
});

test.each([
  ["  pull_request:\n", "  pull_request:\n    paths: [lib]\n", "every pull_request"],
  ["branches: [main]", "branches: [release]", "every push to main"],
  ["  schedule:", "  other:", "on a schedule"],
])("codeql.yml breaks a rule when %j is %j", (from, to, fault) => {
  expect(triggersMissing(parseWorkflow(broken("codeql", from, to)).on)).toEqual([
    expect.stringContaining(fault),
  ]);
});
