import { describe, expect, it, test } from "vitest";
import type { Resources } from "./template-intrinsics.ts";
import { resourcesOf } from "./template-package.ts";
import { bucketStatements, isAllowed, statementsOf } from "./template-policies.ts";

const STORE = "arn:aws:s3:::storebucket";
const OTHER = "arn:aws:s3:::evaluations";
const KEY = "0f".repeat(32);

const ELSEWHERE = { cases: "s3://evaluations/clarity/cases" };
/** A stage with every function, and one whose cases are in another owner's bucket. */
const own = await resourcesOf("dev");
const elsewhere = await resourcesOf("dev", ELSEWHERE);

const logs = (name: string) => {
  const group = `arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/clarity-report-dev-${name}:*`;
  return [`logs:CreateLogStream on ${group}`, `logs:PutLogEvents on ${group}`];
};
const readCases = (bucket: string, folder: string) => [
  `s3:GetObject on ${bucket}/${folder}/*`,
  `s3:ListBucket on ${bucket} where s3:prefix is absent or like ${folder}/*`,
];
const LIST_REPORTS = [`s3:ListBucket on ${STORE} where s3:prefix is absent or like reports/*`];
const useStore = [
  `s3:GetObject on ${STORE}/claims/*`,
  `s3:GetObject on ${STORE}/keys/*`,
  `s3:GetObject on ${STORE}/reports-of/*`,
  `s3:GetObject on ${STORE}/reports/*`,
  `s3:GetObjectVersion on ${STORE}/reports/*`,
  `s3:ListBucket on ${STORE} where s3:prefix is absent or like claims/*/?/* or keys/*.json or probe/waiting/*/ or reports-of/*/keys/*`,
  ...LIST_REPORTS,
  `s3:PutObject on ${STORE}/claims/*`,
  `s3:PutObject on ${STORE}/keys/*`,
  `s3:PutObject on ${STORE}/probe/*`,
  `s3:PutObject on ${STORE}/reports-of/*`,
  `s3:PutObject on ${STORE}/reports/*`,
];

/** Everything that a role allows, one sentence a right, sorted. */
function rightsOf(resources: Resources, role: string): string[] {
  return statementsOf(resources[role])
    .flatMap(({ Effect, Action, Resource, Condition }) => {
      expect(Effect).toBe("Allow");
      const where = Object.entries(Condition).flatMap(([operator, keys]) =>
        Object.entries(keys).map(([key, values]) => {
          expect(operator).toBe("StringLikeIfExists");
          return ` where ${key} is absent or like ${values.join(" or ")}`;
        }),
      );
      return Action.flatMap((action) =>
        Resource.map((resource) => `${action} on ${resource}${where.join("")}`),
      );
    })
    .sort();
}

test.each([
  ["ReportRole", [...logs("report"), ...useStore, ...readCases(STORE, "cases")]],
  ["DemoRole", [...logs("demo"), ...LIST_REPORTS, ...readCases(STORE, "cases")]],
  ["ConsoleRole", logs("console")],
  ["HealthRole", logs("health")],
])("%s has exactly these rights", (role, rights) => {
  expect(rightsOf(own, role)).toEqual(rights.toSorted());
});

test.each([
  ["ReportRole", [...logs("report"), ...useStore, ...readCases(OTHER, "clarity/cases")]],
  ["DemoRole", [...logs("demo"), ...LIST_REPORTS, ...readCases(OTHER, "clarity/cases")]],
])("with cases in another bucket, %s reads them only there", (role, rights) => {
  expect(rightsOf(elsewhere, role)).toEqual(rights.toSorted());
});

test("each function has the role of its name, and there are no roles but those", () => {
  const functions = Object.entries(own).filter(([, { Type }]) => Type === "AWS::Lambda::Function");
  const roles = Object.entries(own).filter(([, { Type }]) => Type === "AWS::IAM::Role");
  expect(functions.map(([, { Properties }]) => String(Properties["Role"])).sort()).toEqual(
    roles.map(([id]) => `arn:aws:iam::123456789012:role/${id}`).sort(),
  );
  for (const [id, { Properties }] of functions) {
    expect(Properties["Role"]).toContain(`role/${id.replace("LambdaFunction", "Role")}`);
  }
  for (const [, { Properties }] of roles) {
    expect(Object.keys(Properties).sort()).toEqual(["AssumeRolePolicyDocument", "Policies"]);
    expect(Properties["AssumeRolePolicyDocument"]).toMatchObject({
      Statement: [{ Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } }],
    });
  }
});

const TLS = { "aws:SecureTransport": "true" };
const CREATE = { ...TLS, "s3:ObjectCreationOperation": "true", "s3:if-none-match": "*" };

/** Whether a function may do this, as its role and the bucket's policy have it. */
function may(name: string, action: string, key: string, context: Record<string, string>): boolean {
  const resource = key === "" ? STORE : `${STORE}/${key}`;
  const asked = { action: `s3:${action}`, resource, context };
  return isAllowed(asked, statementsOf(own[`${name}Role`]), bucketStatements(own));
}

describe("creating", () => {
  const names = [
    `reports/${KEY}/0.pdf`,
    `claims/${KEY}/0/1`,
    `claims/${KEY}/0/1.n.withdrawn`,
    `keys/${KEY}.json`,
    `reports-of/case_001/keys/0.${KEY}`,
  ];

  it.each([...names, "probe/create-only"])("report may create %s, but never overwrite", (name) => {
    expect(may("Report", "PutObject", name, CREATE)).toBe(true);
    const { "s3:if-none-match": _, ...overwrite } = CREATE;
    expect(may("Report", "PutObject", name, overwrite)).toBe(false);
  });

  it.each(["cases/case_001/manifest.json", "elsewhere/0"])("no function may write %s", (name) => {
    expect(may("Report", "PutObject", name, CREATE)).toBe(false);
  });

  it.each(["Demo", "Console", "Health"])("%s may write nothing", (role) => {
    for (const name of names) expect(may(role, "PutObject", name, CREATE)).toBe(false);
  });
});

describe.each(["Report", "Demo", "Console", "Health"])("%s", (role) => {
  it.each(["DeleteObject", "DeleteObjectVersion", "PutObjectAcl", "PutBucketPolicy"])(
    "has no right to %s",
    (action) => {
      for (const key of [
        "",
        `reports/${KEY}/0.pdf`,
        `claims/${KEY}/0/0`,
        "cases/a/manifest.json",
      ]) {
        expect(may(role, action, key, TLS)).toBe(false);
      }
    },
  );
});

/**
 * S3 distinguishes a missing object (404) from a forbidden one only for callers that may list it. It then compares
 * `s3:prefix` with the requested name. A server that compares nothing must not refuse a missing object.
 */
describe.each<[string, (name: string) => Record<string, string>]>([
  ["comparing its name", (name) => ({ ...TLS, "s3:prefix": name })],
  ["comparing nothing", () => TLS],
])("S3 reports a missing object, decided by %s,", (_, context) => {
  it.each([
    ["Report", `reports/${KEY}/3.pdf`],
    ["Report", `claims/${KEY}/0/12`],
    ["Report", `keys/${KEY}.json`],
    ["Report", `reports-of/1.2.840.10008/keys/0.${KEY}`],
    ["Report", "cases/case_001/metrics.json"],
    ["Demo", "cases/case_001/checksums.json"],
    ["Demo", "cases/1.2.840.10008/clarity/sweep_manifest.json"],
    ["Demo", "cases/case_001/images/listed in checksums.png"],
  ])("to %s for %s", (role, name) => {
    expect(may(role, "ListBucket", "", context(name))).toBe(true);
    expect(may(role, "GetObject", name, TLS)).toBe(true);
  });
});

describe("listing", () => {
  it.each([
    ["Report", `claims/${KEY}/0/`],
    // The list of cases says which reports are stored.
    ["Report", "reports/"],
    ["Demo", "reports/"],
    ["Report", `reports/${KEY}/`],
    ["Report", "reports-of/case_001/keys/"],
    ["Report", "cases/"],
    ["Report", "cases/1.2.840.10008/"],
    ["Demo", "cases/"],
    ["Demo", "cases/case_001/"],
    ["Demo", `cases/${"x".repeat(128)}/clarity/`],
  ])("%s may list %s", (role, prefix) => {
    expect(may(role, "ListBucket", "", { ...TLS, "s3:prefix": prefix })).toBe(true);
  });

  it.each([
    ["Report", ""],
    ["Report", "claims/"],
    ["Report", `claims/${KEY}`],
    ["Report", "keys/"],
    ["Report", "keys/0"],
    ["Report", "reports-of/"],
    ["Report", "reports-of/case_001/"],
    ["Report", "cases"],
    ["Report", "cases-of-others/"],
    ["Demo", ""],
    ["Demo", "claims/"],
    ["Demo", `claims/${KEY}/0/`],
    ["Demo", `keys/${KEY}.json`],
    ["Demo", "reports-of/case_001/keys/"],
    ["Demo", "cases-of-others/case_001/"],
    ["Console", "cases/"],
    ["Health", "cases/"],
  ])("%s may not list %s", (role, prefix) => {
    expect(may(role, "ListBucket", "", { ...TLS, "s3:prefix": prefix })).toBe(false);
  });
});

test("demo reads cases, but no report, claim or key", () => {
  expect(may("Demo", "GetObject", "cases/case_001/metrics.json", TLS)).toBe(true);
  expect(may("Demo", "GetObject", `reports/${KEY}/0.pdf`, TLS)).toBe(false);
  expect(may("Demo", "GetObject", `claims/${KEY}/0/0`, TLS)).toBe(false);
  expect(may("Demo", "GetObject", `keys/${KEY}.json`, TLS)).toBe(false);
});

test("the role may read the version of a report for presigned URLs", () => {
  expect(may("Report", "GetObjectVersion", `reports/${KEY}/0.pdf`, TLS)).toBe(true);
  expect(may("Report", "GetObjectVersion", "cases/case_001/metrics.json", TLS)).toBe(false);
});
