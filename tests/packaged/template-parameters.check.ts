import { describe, expect, it, test } from "vitest";
import { readText } from "../store/temp-folder.ts";
import { declaredParameters, refusalOf, type Parameters } from "./template-package.ts";

const JWT = { auth: "jwt", jwtIssuer: "https://id.example.org", jwtAudience: "auditors" };

/** Parameters, and the message for each of their faults. */
const REFUSED: readonly (readonly [string, Parameters, readonly string[]])[] = [
  [
    "prod",
    {
      auth: "IAM",
      frontOrigin: "https://audit.example.org/",
      corsOrigins: "https://a.example.org,*",
      appEnv: "two words",
      logLevel: "trace",
      cases: "reports/cases",
      reservedConcurrency: "0",
      throttleRate: "1.5",
      throttleBurst: "many",
      logRetentionDays: "31",
      alarmTopic: "alarms",
      jwtissuer: "https://id.example.org",
    },
    [
      'auth: expected one of none, iam, jwt, found "IAM"',
      'frontOrigin: expected an origin such as https://audit.example.org, or nothing, found "https://audit.example.org/"',
      'corsOrigins: expected origins, comma-separated, or nothing, found "https://a.example.org,*"',
      'appEnv: expected a word, found "two words"',
      "logLevel: expected one of debug, info, warn, error",
      "cases: expected a folder of the store's bucket",
      "reservedConcurrency: expected a number from 1 on, or nothing",
      "throttleRate: expected a number from 1 on",
      "throttleBurst: expected a number from 1 on",
      "logRetentionDays: expected one of 1, 3, 5, 7, 14, 30,",
      "alarmTopic: expected the ARN of an SNS topic, or nothing",
      "jwtissuer: unknown parameter (see docs/deploy.md)",
    ],
  ],
  ["prod", { auth: "jwt" }, ["jwtIssuer: auth=jwt needs it", "jwtAudience: auth=jwt needs it"]],
  ["dev", { ...JWT, jwtAudience: "," }, ["jwtAudience: auth=jwt needs it"]],
  ["prod", { ...JWT, jwtIssuer: "http://id.example.org" }, ["jwtIssuer: expected an https URL"]],
  [
    "prod",
    { ...JWT, auth: "iam", cases: "s3://evaluations" },
    [
      "jwtIssuer: only used with auth=jwt; remove it",
      "jwtAudience: only used with auth=jwt; remove it",
      "cases: expected a folder of the store's bucket",
    ],
  ],
  [
    "prod",
    { frontOrigin: "http://audit.example.org", cases: "cases/*", corsOrigins: "null" },
    ["frontOrigin: expected", "cases: expected", "corsOrigins: expected"],
  ],
  [
    "prod",
    { frontOrigin: "https://*.example.org", corsOrigins: "https://*.example.org" },
    ["frontOrigin: expected", "corsOrigins: expected"],
  ],
];

test.each(REFUSED)("a stage %s with %o is refused", async (stage, parameters, faults) => {
  const printed = await refusalOf(stage, parameters);
  const [, message = ""] = printed.split("The stage's parameters are not usable.\n");
  // Each fault is printed once: osls would repeat them for every setting.
  expect(message.match(/^ {2}\w+: /gm)).toHaveLength(faults.length);
  for (const fault of faults) expect(message).toContain(`  ${fault}`);
});

describe("docs/deploy.md", async () => {
  const page = await readText("docs/deploy.md");
  const [, table = ""] = /\n\| parameter .*\n\| -.*\n((?:\|.*\n)+)/.exec(page) ?? [];
  const rows = table
    .trimEnd()
    .split("\n")
    .map((row) => row.split("|").map((cell) => cell.trim()));

  /** By parameter what stands between backquotes after this, or an empty text for "none". */
  const defaults = (pattern: RegExp) =>
    Object.fromEntries(
      rows.flatMap(([, name = "", fallback = ""]) => {
        const [found, value = ""] = pattern.exec(fallback) ?? [];
        return found === undefined ? [] : [[name.replaceAll("`", ""), value]];
      }),
    );

  it("has a row for every parameter, with its defaults, and for nothing else", async () => {
    expect(rows.length).toBeGreaterThan(5);
    expect({
      default: defaults(/^(?:none$|`([^`]+)`)/),
      dev: defaults(/; `dev`: `([^`]+)`$/),
    }).toEqual(await declaredParameters());
  });
});
