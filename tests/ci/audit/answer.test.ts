import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { answerOf } from "../../../.ci/audit/answer.ts";
import { EXIT, verdictOf } from "../../../.ci/audit/verdict.ts";

/** The exact output of npm, except for the registry's name. It exited with 1 unless it found nothing. */
const recorded = (name: string) =>
  readFileSync(`tests/ci/audit/recorded/${name}.json`, { encoding: "utf8" });

const REFUSED = {
  "refused-405": "405 Method Not Allowed - POST",
  "refused-403": "403 Forbidden - POST",
  "network-down": "connect ECONNREFUSED",
  "answer-garbage": "is not valid JSON",
  "answer-truncated": "Expected double-quoted property name",
  "answer-empty": "Unexpected end of JSON input",
  "no-lockfile": "ENOLOCK: This command requires an existing lockfile.",
} as const;
const SEVERITIES = ["low", "moderate", "high", "critical"] as const;

const judged = (scope: "production" | "everything", stdout: string, status: number | null) =>
  verdictOf(scope, [{ folder: ".", answer: answerOf({ stdout, status }) }]);

const words = (name: string, status: number) =>
  judged("production", recorded(name), status).lines.join("\n");

test("every recorded output is judged below", () => {
  const names = readdirSync("tests/ci/audit/recorded").map((file) => file.replace(".json", ""));
  expect(names.toSorted()).toEqual(
    [...Object.keys(REFUSED), ...SEVERITIES, "clean", "no-packages"].toSorted(),
  );
});

describe("npm audit", () => {
  it("that found nothing counts as asked", () => {
    expect(answerOf({ stdout: recorded("clean"), status: 0 })).toEqual({
      kind: "asked",
      findings: [],
    });
  });

  it.each(SEVERITIES)(
    "that found something %s reports what, why, and through which package",
    (severity) => {
      const url = "https://github.com/advisories/GHSA-0000-0000-0000";
      const title = `An example that is ${severity}`;
      const common = { severity, range: "*", fix: "none yet" };
      expect(answerOf({ stdout: recorded(severity), status: 1 })).toEqual({
        kind: "asked",
        findings: [
          { name: "part", ...common, advisories: [{ title, url }], through: [] },
          { name: "whole", ...common, advisories: [], through: ["part"] },
        ],
      });
    },
  );

  it.each(Object.entries(REFUSED))("that wrote %s could not ask: %s", (name, why) => {
    expect(answerOf({ stdout: recorded(name), status: 1 })).toEqual({
      kind: "could not ask",
      why: expect.stringContaining(why),
    });
  });

  it("of a lockfile without packages could not ask", () => {
    expect(answerOf({ stdout: recorded("no-packages"), status: 0 })).toMatchObject({
      kind: "could not ask",
    });
  });

  const clean = recorded("clean");
  const high = recorded("high");
  it.each([
    ["did not start or was killed", "", null],
    ["was killed after its report", clean, null],
    ["wrote nothing, as if all was well", "", 0],
    ["wrote white space", "\n \n", 0],
    ["wrote words", "found 0 vulnerabilities\n", 0],
    ["wrote a page of a proxy", "<html><body>Sign in</body></html>", 0],
    ["wrote a report that is cut off", clean.slice(0, 200), 0],
    ["wrote a finding that is cut off", high.slice(0, 400), 1],
    ["wrote an empty object", "{}", 0],
    ["wrote null", "null", 0],
    ["wrote a list", "[]", 0],
    ["wrote another version of the report", clean.replace('Version": 2', 'Version": 3'), 0],
    ["left the counts out", '{"auditReportVersion":2,"vulnerabilities":{}}', 0],
    ["counted more than it named", clean.replace('"total": 0', '"total": 1'), 1],
    ["named an unknown severity", high.replaceAll('"high"', '"awful"'), 1],
    ["named nothing but failed", clean, 1],
    ["gave no reason", '{"error":{"summary":"","detail":""}}', 1],
    ["wrote an error beside a clean report", clean.replace("{", '{"error":{"code":"E500"},'), 1],
  ])("that %s could not ask", (_, stdout, status) => {
    const answer = answerOf({ stdout, status });
    expect(answer).toEqual({ kind: "could not ask", why: expect.stringMatching(/^npm |^E500$/) });
  });
});

describe("the verdict", () => {
  it.each([
    ["clean", 0, EXIT.passed, EXIT.passed],
    ["low", 1, EXIT.passed, EXIT.passed],
    ["moderate", 1, EXIT.passed, EXIT.passed],
    ["high", 1, EXIT.found, EXIT.passed],
    ["critical", 1, EXIT.found, EXIT.passed],
    ["refused-405", 1, EXIT.couldNotAsk, EXIT.couldNotAsk],
    ["network-down", 1, EXIT.couldNotAsk, EXIT.couldNotAsk],
  ] as const)(
    "on %s has the right exit codes for production and for everything",
    (name, status, production, everything) => {
      expect(judged("production", recorded(name), status).exit).toBe(production);
      expect(judged("everything", recorded(name), status).exit).toBe(everything);
    },
  );

  it("has three different exit codes, and a fourth for wrong usage", () => {
    expect(new Set(Object.values(EXIT)).size).toBe(4);
  });

  it("of several folders fails when a request for one failed, or there are no folders", () => {
    const asked = { folder: ".", answer: answerOf({ stdout: recorded("clean"), status: 0 }) };
    const refused = {
      folder: "x",
      answer: answerOf({ stdout: recorded("refused-405"), status: 1 }),
    };
    expect(verdictOf("everything", [asked, refused]).exit).toBe(EXIT.couldNotAsk);
    expect(verdictOf("everything", [asked, asked]).exit).toBe(EXIT.passed);
    expect(verdictOf("everything", []).exit).toBe(EXIT.couldNotAsk);
  });

  it("says in words which of the three results it is", () => {
    expect(words("clean", 0)).toBe("audit: production: .: asked, nothing found");
    expect(words("low", 1)).toContain("2 low: reported only");
    expect(words("high", 1)).toContain("2 high: FAILED");
    expect(words("high", 1)).toContain("high: part *, fix: none yet");
    expect(words("refused-405", 1)).toContain("COULD NOT ASK, which is not the same as nothing");
  });

  it("is a table in the summary, or the reason for its absence", () => {
    const { markdown } = judged("everything", recorded("moderate"), 1);
    expect(markdown).toContain("**`.`**: 2 moderate, reported only.");
    expect(markdown).toContain(
      "| moderate | `part` | `*` | [An example that is moderate](https://github.com/advisories/GHSA-0000-0000-0000) | `none yet` |",
    );
    expect(judged("everything", recorded("refused-405"), 1).markdown).toContain("could not ask");
    expect(judged("everything", recorded("clean"), 0).markdown).toContain("asked, nothing found.");
  });

  it("escapes markup in foreign text", () => {
    const hostile = recorded("moderate")
      .replaceAll("An example that is moderate", "<img src=x> | [a](javascript:b) `c`\\n# d")
      .replaceAll("https://github.com/advisories/GHSA", "javascript:alert(1)//");
    const { markdown } = judged("everything", hostile, 1);
    expect(markdown).not.toMatch(/<img|\]\(javascript|^# /m);
    expect(markdown).toContain("img srcx");
  });
});
