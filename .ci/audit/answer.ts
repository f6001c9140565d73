import * as v from "valibot";

export const SEVERITIES = ["critical", "high", "moderate", "low", "info"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A package with a known vulnerability, its own or that of a package it depends on. */
export interface Finding {
  readonly name: string;
  readonly severity: Severity;
  /** The versions that have it. */
  readonly range: string;
  readonly advisories: readonly Advisory[];
  /** The packages that bring it, where it is theirs. */
  readonly through: readonly string[];
  readonly fix: string;
}

interface Advisory {
  readonly title: string;
  readonly url: string;
}

/** What `npm audit --json` came to. Not having been able to ask is never the same as finding nothing. */
export type Answer =
  | { readonly kind: "asked"; readonly findings: readonly Finding[] }
  | { readonly kind: "could not ask"; readonly why: string };

/** The result of npm: its output, and its exit status, which is null if it did not start or was killed. */
export interface Ended {
  readonly stdout: string;
  readonly status: number | null;
}

const AdvisorySchema = v.object({ title: v.string(), url: v.string() });

const FindingSchema = v.object({
  name: v.string(),
  severity: v.picklist(SEVERITIES),
  range: v.string(),
  via: v.array(v.union([v.string(), AdvisorySchema])),
  fixAvailable: v.union([
    v.boolean(),
    v.object({ name: v.string(), version: v.string(), isSemVerMajor: v.boolean() }),
  ]),
});

/** https://docs.npmjs.com/cli/v11/commands/npm-audit; version 2 is what npm has written since version 7. */
const ReportSchema = v.object({
  auditReportVersion: v.literal(2),
  vulnerabilities: v.record(v.string(), FindingSchema),
  metadata: v.object({
    vulnerabilities: v.object({ total: v.number() }),
    dependencies: v.object({ total: v.number() }),
  }),
});

/** What npm writes in place of a report: `message` of the request that failed, or a separate error. */
const RefusalSchema = v.object({
  message: v.optional(v.string()),
  error: v.object({ code: v.optional(v.string()), summary: v.optional(v.string()) }),
});

export function answerOf({ stdout, status }: Ended): Answer {
  if (status === null) return couldNotAsk("npm did not start, or was killed");
  if (stdout.trim() === "") return couldNotAsk(`npm wrote nothing and ended with status ${status}`);
  const written = parsed(stdout);
  if (written === undefined) return couldNotAsk(`npm wrote no JSON but ${excerpt(stdout)}`);
  if (v.is(RefusalSchema, written)) return couldNotAsk(refusal(written));
  const report = v.safeParse(ReportSchema, written);
  if (!report.success) {
    const [issue] = report.issues;
    return couldNotAsk(
      `npm wrote no report that is understood: ${v.getDotPath(issue) ?? ""}: ${issue.message}`,
    );
  }
  return answerOfReport(report.output, status);
}

function answerOfReport(report: v.InferOutput<typeof ReportSchema>, status: number): Answer {
  const { vulnerabilities, dependencies } = report.metadata;
  const findings = Object.values(report.vulnerabilities).map(findingOf);
  if (dependencies.total === 0) return couldNotAsk("npm had no package to ask about");
  if (vulnerabilities.total !== findings.length) {
    return couldNotAsk(
      `npm counted ${vulnerabilities.total} packages but named ${findings.length}`,
    );
  }
  if (findings.length === 0 && status !== 0) {
    return couldNotAsk(`npm named no package, yet ended with status ${status}`);
  }
  return { kind: "asked", findings };
}

function findingOf({
  name,
  severity,
  range,
  via,
  fixAvailable,
}: v.InferOutput<typeof FindingSchema>): Finding {
  return {
    name,
    severity,
    range,
    advisories: via.filter((cause) => typeof cause !== "string"),
    through: via.filter((cause) => typeof cause === "string"),
    fix: fixOf(fixAvailable),
  };
}

function fixOf(fix: v.InferOutput<typeof FindingSchema>["fixAvailable"]): string {
  if (typeof fix === "boolean") return fix ? "within the ranges asked for" : "none yet";
  return `${fix.name}@${fix.version}${fix.isSemVerMajor ? " (major)" : ""}`;
}

function refusal({ message, error }: v.InferOutput<typeof RefusalSchema>): string {
  const own = [error.code, error.summary].filter((part) => part !== undefined && part !== "");
  return message ?? (own.length === 0 ? "npm gave no reason" : own.join(": "));
}

function couldNotAsk(why: string): Answer {
  return { kind: "could not ask", why };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function excerpt(text: string): string {
  const [line = ""] = text.trim().split("\n");
  return JSON.stringify(line.length > 80 ? `${line.slice(0, 80)}…` : line);
}
