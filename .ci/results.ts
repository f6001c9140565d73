import { relative } from "node:path";
import * as v from "valibot";

/** What a suite reported: vitest's counts, and the exit status of the script that ran it. */
export interface Reported {
  readonly name: string;
  /** The text of vitest's JSON report; undefined where it wrote none. */
  readonly report: string | undefined;
  /** As `.ci/suite` noted it; undefined where it noted none. */
  readonly exit: string | undefined;
}

export interface Sum {
  readonly lines: readonly string[];
  readonly passed: number;
  readonly failed: number;
}

/** The members of vitest's JSON report that are used (https://vitest.dev/guide/reporters#json-reporter). */
const ReportSchema = v.object({
  numPassedTests: v.number(),
  numFailedTests: v.number(),
  numPendingTests: v.number(),
  numTodoTests: v.number(),
  testResults: v.array(
    v.object({
      name: v.string(),
      message: v.string(),
      assertionResults: v.array(
        v.object({
          status: v.string(),
          fullName: v.string(),
          failureMessages: v.nullish(v.array(v.string())),
        }),
      ),
    }),
  ),
});

type Report = v.InferOutput<typeof ReportSchema>;

/**
 * Adds suites up. A test that did not run counts as failed, and so does a suite that failed without a failed
 * test (a gate, a check, a crash), did not report what it ran, or ran nothing.
 */
export function sumOf(suites: readonly Reported[]): Sum {
  const each = suites.map(sumOfSuite);
  const total = (of: "passed" | "failed") => each.reduce((sum, suite) => sum + suite[of], 0);
  const failed = total("failed");
  return {
    lines: each.flatMap(({ lines }) => lines),
    passed: total("passed"),
    failed: suites.length === 0 ? 1 : failed,
  };
}

function sumOfSuite({ name, report: text, exit }: Reported): Sum {
  const report = reportIn(text);
  if (report === undefined) {
    return { lines: [`${name}: did not report what it ran`], passed: 0, failed: 1 };
  }
  const { numPassedTests: passed, numFailedTests } = report;
  const notRun = report.numPendingTests + report.numTodoTests;
  const failedScript = exit !== "0";
  const failed = Math.max(numFailedTests + notRun, failedScript || passed === 0 ? 1 : 0);
  const line = `${name}: ${passed} passed, ${numFailedTests} failed, ${notRun} not run`;
  const ended = failedScript ? `, ended with status ${exit ?? "unknown"}` : "";
  return { lines: [`${line}${ended}`, ...failuresIn(report)], passed, failed };
}

/** Undefined if this is not a report of vitest. */
function reportIn(text: string | undefined): Report | undefined {
  try {
    const result = v.safeParse(ReportSchema, JSON.parse(text ?? ""));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}

/** Each failed test and each file that could not run, with the first line of the reason. */
function failuresIn({ testResults }: Report): string[] {
  return testResults.flatMap(({ name, message, assertionResults }) => {
    const file = relative(".", name);
    const tests = assertionResults
      .filter(({ status }) => status === "failed")
      .map(({ fullName, failureMessages }) => `${fullName}: ${firstLine(failureMessages?.[0])}`);
    // A file that could not be loaded has a reason, and no tests.
    const unloaded = assertionResults.length === 0 && message !== "" ? [firstLine(message)] : [];
    return [...tests, ...unloaded].map((failure) => `  FAILED ${file}: ${failure}`);
  });
}

function firstLine(text = "no reason given"): string {
  return text.split("\n", 1).join("").slice(0, 300);
}
