import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { sumOf, type Reported } from "../../.ci/results.ts";

/** A suite's report: passed, failed, pending and to do, and the results of its files. */
function suite(counts: readonly number[], exit = "0", testResults: unknown = []): Reported {
  const [numPassedTests, numFailedTests, numPendingTests, numTodoTests] = counts;
  const numbers = { numPassedTests, numFailedTests, numPendingTests, numTodoTests };
  return { name: "some", report: JSON.stringify({ ...numbers, testResults }), exit };
}

function test(fullName: string, ...failureMessages: string[]) {
  const status = failureMessages.length === 0 ? "passed" : "failed";
  return { status, fullName, failureMessages };
}

describe("the sum of suites", () => {
  it("adds up passed and failed tests", () => {
    expect(sumOf([suite([3, 0, 0, 0]), suite([4, 2, 0, 0], "1")])).toMatchObject({
      passed: 7,
      failed: 2,
    });
  });

  it.each([
    ["a skipped test", suite([3, 0, 1, 0])],
    ["a test to do", suite([3, 0, 0, 1])],
    ["a gate that failed after its tests", suite([3, 0, 0, 0], "1")],
    ["a script that was killed", suite([3, 0, 0, 0], "137")],
    ["a missing exit status", { ...suite([3, 0, 0, 0]), exit: undefined }],
    ["no test at all", suite([0, 0, 0, 0])],
    ["no report", { name: "some", report: undefined, exit: "0" }],
    ["an empty report", { name: "some", report: "", exit: "0" }],
    ["a report cut off", { name: "some", report: '{"numPassedTests": 3', exit: "0" }],
    ["a report of something else", { name: "some", report: '{"passed": 3}', exit: "0" }],
    ["a report of nothing", { name: "some", report: "null", exit: "0" }],
  ])("counts %s as failed", (_, reported) => {
    expect(sumOf([reported]).failed).toBe(1);
    expect(sumOf([suite([3, 0, 0, 0]), reported]).failed).toBe(1);
  });

  it("counts a failed gate of one suite beside the failed tests of another", () => {
    expect(sumOf([suite([3, 2, 0, 0], "1"), suite([3, 0, 0, 0], "1")]).failed).toBe(3);
  });

  it("fails without suites", () => {
    expect(sumOf([])).toMatchObject({ passed: 0, failed: 1 });
  });

  it("says what each suite ran", () => {
    const { lines } = sumOf([suite([3, 1, 1, 1], "1"), { ...suite([]), report: undefined }]);
    expect(lines).toEqual([
      "some: 3 passed, 1 failed, 2 not run, ended with status 1",
      "some: did not report what it ran",
    ]);
  });

  it("names each failed test and each file that could not run, with the first line of the reason", () => {
    const results = [
      {
        name: resolve("tests/a.test.ts"),
        message: "",
        assertionResults: [test("holds"), test("breaks", "Error: expected 1, found 2\n    at x")],
      },
      { name: resolve("tests/b.test.ts"), message: "no such import\nmore", assertionResults: [] },
    ];
    const { lines, failed } = sumOf([suite([1, 1, 0, 0], "1", results)]);
    expect(lines.slice(1)).toEqual([
      "  FAILED tests/a.test.ts: breaks: Error: expected 1, found 2",
      "  FAILED tests/b.test.ts: no such import",
    ]);
    expect(failed).toBe(1);
  });
});
