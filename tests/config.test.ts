import { describe, expect, it, test } from "vitest";
import { readConfig } from "../lib/config.ts";
import { ClarityError } from "../lib/errors.ts";

const LOCAL_ORIGINS = [
  "http://localhost:3000",
  "http://localhost:5173",
  "http://127.0.0.1:3000",
  "http://127.0.0.1:5173",
];

/** The faults that reading an environment ends in, one line each. */
function faultsOf(environment: Readonly<Record<string, string>>): string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (!(error instanceof ClarityError)) throw error;
    const [head, ...faults] = error.message.split("\n  ");
    return head === "The settings are invalid." ? faults : [error.message];
  }
  return [];
}

test("the defaults apply without any setting", () => {
  expect(readConfig({})).toEqual({
    host: "127.0.0.1",
    port: 3000,
    cases: { kind: "folder", folder: "functions/demo/artifacts" },
    reports: { kind: "folder", folder: "local-cache" },
    publicUrl: undefined,
    mode: "development",
    logLevel: "info",
    allowedOrigins: LOCAL_ORIGINS,
    claimLeaseMs: 30_000,
    renderConcurrency: 1,
    waitConcurrency: undefined,
    loopback: true,
    deployed: false,
    functionName: undefined,
    authorized: false,
  });
});

test("every setting is read and trimmed, and other variables of the environment are ignored", () => {
  const config = readConfig({
    HOST: " 0.0.0.0 ",
    PORT: "8080",
    ARTIFACT_ROOT: "/srv/cases ",
    CLARITY_CACHE_DIR: "/srv/cache",
    APP_ENV: "staging",
    LOG_LEVEL: "warn",
    CORS_ALLOWED_ORIGINS: " https://a.example , http://b.example:8080,",
    CLAIM_LEASE_MS: "60000",
    RENDER_CONCURRENCY: "2",
    WAIT_CONCURRENCY: "5",
    CLARITY_STORE: "file",
    CLARITY_AUTH: "iam",
    AWS_LAMBDA_RUNTIME_API: "127.0.0.1:9001",
    AWS_LAMBDA_FUNCTION_NAME: "clarity-report-prod-report",
    PATH: "/bin",
    port: "1",
  });
  expect(config).toEqual({
    host: "0.0.0.0",
    port: 8080,
    cases: { kind: "folder", folder: "/srv/cases" },
    reports: { kind: "folder", folder: "/srv/cache" },
    mode: "staging",
    logLevel: "warn",
    allowedOrigins: ["https://a.example", "http://b.example:8080"],
    claimLeaseMs: 60_000,
    renderConcurrency: 2,
    waitConcurrency: 5,
    loopback: false,
    deployed: true,
    functionName: "clarity-report-prod-report",
    authorized: true,
  });
});

test.each([
  ["127.0.0.1", true],
  ["127.1.2.3", true],
  ["localhost", true],
  ["127.1", true],
  ["LocalHost.", true],
  ["::1", true],
  ["0:0:0:0:0:0:0:1", true],
  ["::ffff:127.0.0.1", true],
  ["ip6-localhost", true],
  ["127.999.1.1", false],
  ["not a host", false],
  ["0.0.0.0", false],
  ["::", false],
  ["10.0.0.7", false],
  ["localhost.example", false],
])("HOST=%s: only this machine has access is %s", (HOST, loopback) => {
  expect(readConfig({ HOST }).loopback).toBe(loopback);
  expect(readConfig({ HOST, AWS_LAMBDA_RUNTIME_API: "127.0.0.1:9001" }).loopback).toBe(false);
});

test("the configuration is frozen", () => {
  const config = readConfig({});
  expect(Object.isFrozen(config)).toBe(true);
  expect(() => Object.assign(config, { port: 1 })).toThrow(TypeError);
});

test.each<[string, Readonly<Record<string, string>>, string | readonly string[]]>([
  ["local ones by default", {}, LOCAL_ORIGINS],
  ["local ones for an empty list", { CORS_ALLOWED_ORIGINS: " , " }, LOCAL_ORIGINS],
  ["local ones outside demo mode", { ALLOWED_ORIGIN: "https://a.example" }, LOCAL_ORIGINS],
  ["all in demo mode", { APP_ENV: "demo" }, "*"],
  ["all for an empty list in demo mode", { APP_ENV: "demo", CORS_ALLOWED_ORIGINS: "" }, "*"],
  [
    "one in demo mode with ALLOWED_ORIGIN",
    { APP_ENV: "demo", ALLOWED_ORIGIN: "https://a.example" },
    ["https://a.example"],
  ],
  [
    "several in demo mode with ALLOWED_ORIGIN",
    { APP_ENV: "demo", ALLOWED_ORIGIN: "https://a.example, http://b.example:8080" },
    ["https://a.example", "http://b.example:8080"],
  ],
  [
    "the list before everything else",
    {
      APP_ENV: "demo",
      ALLOWED_ORIGIN: "https://a.example",
      CORS_ALLOWED_ORIGINS: "https://b.example",
    },
    ["https://b.example"],
  ],
])("allowed origins are %s", (_which, environment, expected) => {
  expect(readConfig(environment).allowedOrigins).toEqual(expected);
});

const PORT = "a whole number from 1 to 65535";
const LEASE = "a whole number from 1000 to 900000";
const RENDERERS = "a whole number from 1 to 64";
const LEVEL = "one of debug, info, warn, error";
const ORIGIN = "an origin, such as https://audit.example.org";

test.each([
  [
    "PORT",
    PORT,
    ["", "0", "65536", "-1", "3000.5", "3e3", "0x1F", "x", "३", "9".repeat(20), " 80"],
  ],
  ["CLAIM_LEASE_MS", LEASE, ["", "999", "900001", "1000000000000", "30s", "Infinity"]],
  ["RENDER_CONCURRENCY", RENDERERS, ["", "0", "65", "two"]],
  ["WAIT_CONCURRENCY", "a whole number from 0 to 10000", ["", "-1", "10001", "all"]],
  ["LOG_LEVEL", LEVEL, ["", "INFO", "trace"]],
  ["HOST", "some text", ["", " "]],
  ["ARTIFACT_ROOT", "some text", ["", "\t"]],
  ["CLARITY_CACHE_DIR", "some text", [""]],
  ["APP_ENV", "some text", [""]],
  ["CLARITY_STORE", '"file" or "s3"', ["", "S3", "redis"]],
  [
    "CLARITY_BUCKET",
    "a bucket name of 3 to 63 characters",
    ["", "ab", "Reports", "a/b", "-a-b", "a".repeat(64)],
  ],
  [
    "CLARITY_CASES_PREFIX",
    "a prefix, such as cases, or s3://another-bucket/prefix",
    ["", "/", "/cases", "cases//2026", "s3://", "s3:///cases", "s3://No/cases", "my cases"],
  ],
  [
    "S3_ENDPOINT",
    "the URL of an S3 server, such as http://localhost:9000",
    ["", "localhost:9000", "s3://bucket", "9000"],
  ],
  ["CLARITY_AUTH", "one of none, iam, jwt", ["", "no", "JWT"]],
  [
    "ALLOWED_ORIGIN",
    ORIGIN,
    [
      "",
      "*",
      "null",
      "example.org",
      "https://a.example/",
      "https://a.example/path",
      "https://A.example",
      "https://a.example:443",
      "https://user@a.example",
      " , ",
      "https://a.example https://b.example",
      "ftp://a.example",
      "file://",
    ],
  ],
])("%s must be %s", (name, expected, values) => {
  for (const value of values) {
    const faults = faultsOf({ CLARITY_BUCKET: "clarity-reports", [name]: value });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(`${name}: expected ${expected}`);
    expect(faults[0]).toContain(", found ");
  }
});

const HERE = { CLARITY_BUCKET: "clarity-reports" };
const THERE = { kind: "bucket", bucket: "clarity-reports" };
const DEMO_FOLDER = { kind: "folder", folder: "functions/demo/artifacts" };
const CACHE_FOLDER = { kind: "folder", folder: "local-cache" };

test.each<[string, Readonly<Record<string, string>>, object, object]>([
  [
    "both in the bucket",
    { CLARITY_STORE: "s3", ...HERE },
    { ...THERE, prefix: "cases/" },
    { ...THERE, prefix: "" },
  ],
  [
    "cases under a separate prefix, with or without a slash at its end",
    { CLARITY_STORE: "s3", ...HERE, CLARITY_CASES_PREFIX: "trials/2026/" },
    { ...THERE, prefix: "trials/2026/" },
    { ...THERE, prefix: "" },
  ],
  [
    "cases in another bucket",
    { CLARITY_STORE: "s3", ...HERE, CLARITY_CASES_PREFIX: "s3://trials/2026" },
    { ...THERE, bucket: "trials", prefix: "2026/" },
    { ...THERE, prefix: "" },
  ],
  [
    "cases at the top of another bucket",
    { CLARITY_STORE: "s3", ...HERE, CLARITY_CASES_PREFIX: "s3://trials" },
    { ...THERE, bucket: "trials", prefix: "" },
    { ...THERE, prefix: "" },
  ],
  [
    "reports in the bucket, cases in a folder",
    { CLARITY_STORE: "s3", ...HERE, ARTIFACT_ROOT: "functions/demo/artifacts" },
    DEMO_FOLDER,
    { ...THERE, prefix: "" },
  ],
  [
    "cases in a bucket, reports in a folder",
    { CLARITY_CASES_PREFIX: "s3://trials/2026" },
    { ...THERE, bucket: "trials", prefix: "2026/" },
    CACHE_FOLDER,
  ],
  ["a bucket alone changes nothing", HERE, DEMO_FOLDER, CACHE_FOLDER],
])("the places of cases and reports: %s", (_which, environment, cases, reports) => {
  expect(readConfig(environment)).toMatchObject({ cases, reports });
  const access = { S3_ENDPOINT: "http://localhost:9000", AWS_REGION: "eu-north-1" };
  for (const place of Object.values(readConfig({ ...environment, ...access }))) {
    if (typeof place !== "object" || !("bucket" in place)) continue;
    expect(place).toMatchObject({ endpoint: access.S3_ENDPOINT, region: access.AWS_REGION });
  }
});

/** The credentials for both places, which are in buckets. */
function credentialsIn(environment: Readonly<Record<string, string>>) {
  const { cases, reports } = readConfig(environment);
  if (cases.kind !== "bucket" || reports.kind !== "bucket") throw new Error("expected buckets");
  expect(cases.credentials).toEqual(reports.credentials);
  return reports.credentials;
}

describe("the credentials of a deployed function", () => {
  const GIVEN = { AWS_ACCESS_KEY_ID: "id", AWS_SECRET_ACCESS_KEY: "secret" };
  const DEPLOYED = { ...HERE, CLARITY_STORE: "s3", AWS_LAMBDA_RUNTIME_API: "127.0.0.1:9001" };
  it("are those that the platform gives, for both places", () => {
    const credentials = { accessKeyId: "id", secretAccessKey: "secret" };
    expect(credentialsIn({ ...DEPLOYED, ...GIVEN })).toEqual(credentials);
    const token = { AWS_SESSION_TOKEN: "token" };
    const expected = { ...credentials, sessionToken: "token" };
    expect(credentialsIn({ ...DEPLOYED, ...GIVEN, ...token })).toEqual(expected);
  });

  it.each([
    "AWS_PROFILE",
    "AWS_CONFIG_FILE",
    "AWS_ENDPOINT_URL",
    "AWS_ENDPOINT_URL_S3",
    "AWS_USE_FIPS_ENDPOINT",
    "AWS_USE_DUALSTACK_ENDPOINT",
  ])("are left to the AWS SDK, which reads %s", (name) => {
    expect(credentialsIn({ ...DEPLOYED, ...GIVEN, [name]: "x" })).toBeUndefined();
  });

  it("are left to the AWS SDK elsewhere, and when one is missing", () => {
    const { AWS_LAMBDA_RUNTIME_API: _, ...elsewhere } = DEPLOYED;
    expect(credentialsIn({ ...elsewhere, ...GIVEN })).toBeUndefined();
    expect(credentialsIn({ ...DEPLOYED, AWS_ACCESS_KEY_ID: "id" })).toBeUndefined();
  });
});

const NO_BUCKET =
  "CLARITY_BUCKET is missing; set it to the bucket that CLARITY_STORE=s3 or CLARITY_CASES_PREFIX uses";
const TWO_PLACES = "ARTIFACT_ROOT and CLARITY_CASES_PREFIX are mutually exclusive; unset one";

test.each<[string, Readonly<Record<string, string>>, string]>([
  ["a store in no bucket", { CLARITY_STORE: "s3" }, NO_BUCKET],
  ["cases in no bucket", { CLARITY_CASES_PREFIX: "cases" }, NO_BUCKET],
  [
    "cases in two places",
    { ...HERE, ARTIFACT_ROOT: "/srv/cases", CLARITY_CASES_PREFIX: "cases" },
    TWO_PLACES,
  ],
])("incompatible settings are refused: %s", (_which, environment, fault) => {
  expect(faultsOf(environment)).toEqual([fault]);
});

test("one invalid origin makes the list invalid, also in demo mode, and each invalid one is named", () => {
  const bad = [
    "*",
    "https://b.example/",
    "null",
    "https://*.example",
    "https://B.example",
    "https://b.example https://c.example",
    "audit.example.org",
    "ws://b.example",
    "https://münchen.example",
    "https://b.example:443",
    "javascript:alert(1)",
  ];
  const list = ["https://a.example", ...bad].join(" , ,");
  for (const mode of ["development", "demo"]) {
    expect(faultsOf({ APP_ENV: mode, CORS_ALLOWED_ORIGINS: list })).toEqual(
      bad.map((item) => `CORS_ALLOWED_ORIGINS: expected ${ORIGIN}, found ${JSON.stringify(item)}`),
    );
  }
});

const NO_SETTING = "unknown setting (see docs/configuration.md)";

test("all faults are reported together: values, incompatible settings and unknown names", () => {
  const environment = {
    CLARITY_UNHEARD_OF: "a secret",
    PORT: "x",
    LOG_LEVEL: "loud",
    CLAIM_LEASE_MS: "1",
    HOST: "",
    CLARITY_STORE: "s3",
    CLARITY_BUKCET: "reports",
    ARTIFACT_ROOT: "/srv/cases",
    CLARITY_CASES_PREFIX: "cases",
  };
  expect(faultsOf(environment)).toEqual([
    'HOST: expected some text, found ""',
    `PORT: expected ${PORT}, found "x"`,
    `LOG_LEVEL: expected ${LEVEL}, found "loud"`,
    `CLAIM_LEASE_MS: expected ${LEASE}, found "1"`,
    NO_BUCKET,
    TWO_PLACES,
    `CLARITY_BUKCET: ${NO_SETTING}; did you mean CLARITY_BUCKET?`,
    `CLARITY_UNHEARD_OF: ${NO_SETTING}`,
  ]);
  expect(() => readConfig(environment)).toThrow(ClarityError);
});

test("an unknown setting is a fault, whatever its value, and the value is not reported", () => {
  for (const value of ["", "a secret"]) {
    expect(faultsOf({ CLARITY_UNHEARD_OF: value })).toEqual([`CLARITY_UNHEARD_OF: ${NO_SETTING}`]);
  }
  expect(faultsOf({ CLARITY_: "x" })).toEqual([`CLARITY_: ${NO_SETTING}`]);
});

test("the evaluator's own switches may be set in the same shell", () => {
  for (const name of ["CLARITY_REAL_MODEL", "CLARITY_RICH_MODE", "CLARITY_RICH_LOGITS_HASH"]) {
    expect(readConfig({ [name]: "true" })).toEqual(readConfig({}));
    expect(faultsOf({ [`${name}S`]: "true" })).toEqual([`${name}S: ${NO_SETTING}`]);
  }
});

test("variables of other programs are not settings of the service", () => {
  const others = {
    PATH: "/bin",
    HOSTNAME: "here",
    PORTS: "1",
    CLARITY: "x",
    CLARITYSTORE: "s3",
    clarity_store: "s3",
    MY_CLARITY_STORE: "s3",
    CORS_ALLOWED_ORIGIN: "*",
    AWS_PROFILE: "x",
    POWERTOOLS_DEV: "true",
  };
  expect(readConfig(others)).toEqual(readConfig({}));
  expect(readConfig({ CLARITY_UNHEARD_OF: undefined })).toEqual(readConfig({}));
});

test.each([
  ["https://audit.example.org", "https://audit.example.org/"],
  [" http://10.0.0.1:8080/clarity ", "http://10.0.0.1:8080/clarity/"],
  ["https://audit.example.org/a/b//", "https://audit.example.org/a/b/"],
])("PUBLIC_URL %j is the base %s", (given, publicUrl) => {
  expect(readConfig({ PUBLIC_URL: given })).toMatchObject({ publicUrl });
});

test.each([
  "audit.example.org",
  "ftp://audit.example.org",
  "https://audit.example.org/?a=1",
  "https://audit.example.org/#",
  "https://a:b@audit.example.org/",
  "",
])("PUBLIC_URL %j is invalid", (given) => {
  expect(faultsOf({ PUBLIC_URL: given })).toEqual([
    expect.stringContaining("PUBLIC_URL: expected an http or https URL"),
  ]);
});
