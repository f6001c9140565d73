import { SEVERITIES, type Answer, type Finding, type Severity } from "./answer.ts";

/**
 * - `production`: what is deployed. A critical or high vulnerability fails.
 * - `everything`: what builds and tests it, too. Reported only.
 */
export const SCOPES = ["production", "everything"] as const;
export type Scope = (typeof SCOPES)[number];

/** The exit code of the process. Both scopes fail when no registry could be asked. */
export const EXIT = { passed: 0, found: 1, couldNotAsk: 2, misused: 3 } as const;

/** The answer for one lockfile, by the folder that it is in. */
export interface Audited {
  readonly folder: string;
  readonly answer: Answer;
}

export interface Verdict {
  readonly exit: number;
  /** For the log: one line, then one for each finding. */
  readonly lines: readonly string[];
  /** For the summary of a workflow's run. */
  readonly markdown: string;
}

const FAILING: ReadonlySet<Severity> = new Set(["critical", "high"]);

export function verdictOf(scope: Scope, audited: readonly Audited[]): Verdict {
  return {
    exit: exitOf(scope, audited),
    lines: audited.flatMap((one) => linesOf(scope, one)),
    markdown: [
      `### Known vulnerabilities: ${scope}`,
      ...audited.map((one) => section(scope, one)),
      "",
    ].join("\n\n"),
  };
}

function exitOf(scope: Scope, audited: readonly Audited[]): number {
  const answers = audited.map(({ answer }) => answer);
  if (answers.some((answer) => fails(scope, answer))) return EXIT.found;
  const asked = answers.length > 0 && answers.every(({ kind }) => kind === "asked");
  return asked ? EXIT.passed : EXIT.couldNotAsk;
}

function fails(scope: Scope, answer: Answer): boolean {
  if (scope !== "production" || answer.kind !== "asked") return false;
  return answer.findings.some(({ severity }) => FAILING.has(severity));
}

function linesOf(scope: Scope, { folder, answer }: Audited): string[] {
  const head = `audit: ${scope}: ${folder}:`;
  if (answer.kind === "could not ask") {
    return [`${head} COULD NOT ASK, which is not the same as nothing found: ${answer.why}`];
  }
  if (answer.findings.length === 0) return [`${head} asked, nothing found`];
  const end = fails(scope, answer)
    ? "FAILED: critical and high ones must not be deployed. Update the package or what brings it"
    : "reported only";
  return [
    `${head} ${countsOf(answer.findings)}: ${end}`,
    ...sorted(answer.findings).map(
      ({ name, severity, range, fix }) => `  ${severity}: ${name} ${range}, fix: ${fix}`,
    ),
  ];
}

function section(scope: Scope, { folder, answer }: Audited): string {
  const title = `**${inCode(folder)}**:`;
  if (answer.kind === "could not ask") {
    return `${title} ⚠️ could not ask, which is not the same as nothing found: ${inCode(answer.why)}`;
  }
  if (answer.findings.length === 0) return `${title} asked, nothing found.`;
  const rows = sorted(answer.findings).map(({ name, severity, range, fix, advisories, through }) =>
    [
      severity,
      inCode(name),
      inCode(range),
      [...advisories.map(link), ...through.map(inCode)].join(", "),
      inCode(fix),
    ].join(" | "),
  );
  return [
    `${title} ${countsOf(answer.findings)}${fails(scope, answer) ? ", which fails" : ", reported only"}.`,
    "",
    "| severity | package | versions | why | fix |",
    "| --- | --- | --- | --- | --- |",
    ...rows.map((row) => `| ${row} |`),
  ].join("\n");
}

function sorted(findings: readonly Finding[]): Finding[] {
  return findings.toSorted(
    (one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity),
  );
}

function countsOf(findings: readonly Finding[]): string {
  return SEVERITIES.map((severity) => ({
    severity,
    count: findings.filter((finding) => finding.severity === severity).length,
  }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severity}`)
    .join(", ");
}

/** Titles are strangers' text: nothing in them may become markup, or end a table's cell. */
function link({ title, url }: Finding["advisories"][number]): string {
  const text = title.replaceAll(/[^\p{L}\p{N} .,:;'()/-]/gu, "");
  return /^https:\/\/[\w./-]+$/.test(url) ? `[${text}](${url})` : text;
}

function inCode(text: string): string {
  return `\`${text.replaceAll(/[`|\r\n]/g, " ")}\``;
}
