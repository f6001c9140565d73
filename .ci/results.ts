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

const COUNTS = ["numPassedTests", "numFailedTests", "numPendingTests", "numTodoTests"] as const;

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

function sumOfSuite({ name, report, exit }: Reported): Sum {
  const counts = countsOf(report);
  if (counts === undefined) {
    return { lines: [`${name}: did not report what it ran`], passed: 0, failed: 1 };
  }
  const [passed = 0, failedTests = 0, pending = 0, todo = 0] = counts;
  const notRun = pending + todo;
  const failedScript = exit !== "0";
  const failed = Math.max(failedTests + notRun, failedScript || passed === 0 ? 1 : 0);
  const line = `${name}: ${passed} passed, ${failedTests} failed, ${notRun} not run`;
  const ended = failedScript ? `, ended with status ${exit ?? "unknown"}` : "";
  return { lines: [`${line}${ended}`], passed, failed };
}

/** In the order of `COUNTS`; undefined if this is not a report of vitest. */
function countsOf(report: string | undefined): number[] | undefined {
  try {
    const parsed: unknown = JSON.parse(report ?? "");
    if (typeof parsed !== "object" || parsed === null) return undefined;
    const members = new Map<string, unknown>(Object.entries(parsed));
    const counts = COUNTS.map((name) => members.get(name));
    return counts.every((count) => typeof count === "number") ? counts : undefined;
  } catch {
    return undefined;
  }
}
