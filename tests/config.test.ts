import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { EnvironmentSchema, readConfig } from "../lib/config.ts";
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
    return head === "The settings are not usable." ? faults : [error.message];
  }
  return [];
}

test("without any setting the defaults hold", () => {
  expect(readConfig({})).toEqual({
    host: "127.0.0.1",
    port: 3000,
    artifactRoot: "functions/demo/artifacts",
    cacheDir: "local-cache",
    mode: "development",
    logLevel: "info",
    allowedOrigins: LOCAL_ORIGINS,
    claimLeaseMs: 30_000,
    renderConcurrency: 1,
    deployed: false,
  });
});

test("every setting arrives, trimmed, and others of the environment do not matter", () => {
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
    CLARITY_STORE: "file",
    AWS_LAMBDA_RUNTIME_API: "127.0.0.1:9001",
    PATH: "/bin",
    port: "1",
  });
  expect(config).toEqual({
    host: "0.0.0.0",
    port: 8080,
    artifactRoot: "/srv/cases",
    cacheDir: "/srv/cache",
    mode: "staging",
    logLevel: "warn",
    allowedOrigins: ["https://a.example", "http://b.example:8080"],
    claimLeaseMs: 60_000,
    renderConcurrency: 2,
    deployed: true,
  });
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
  ["LOG_LEVEL", LEVEL, ["", "INFO", "trace"]],
  ["HOST", "some text", ["", " "]],
  ["ARTIFACT_ROOT", "some text", ["", "\t"]],
  ["CLARITY_CACHE_DIR", "some text", [""]],
  ["APP_ENV", "some text", [""]],
  ["CLARITY_STORE", '"file"', ["", "s3", "redis"]],
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
    ],
  ],
])("%s must be %s", (name, expected, values) => {
  for (const value of values) {
    const faults = faultsOf({ [name]: value });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(`${name}: expected ${expected}, found `);
  }
});

test("one bad origin spoils the list, and each bad one is named", () => {
  expect(faultsOf({ CORS_ALLOWED_ORIGINS: "https://a.example,*,https://b.example/,null" })).toEqual(
    [
      `CORS_ALLOWED_ORIGINS: expected ${ORIGIN}, found "*"`,
      `CORS_ALLOWED_ORIGINS: expected ${ORIGIN}, found "https://b.example/"`,
      `CORS_ALLOWED_ORIGINS: expected ${ORIGIN}, found "null"`,
    ],
  );
});

test("all faults are told at once", () => {
  const environment = { PORT: "x", LOG_LEVEL: "loud", CLAIM_LEASE_MS: "1", HOST: "" };
  expect(faultsOf(environment)).toEqual([
    'HOST: expected some text, found ""',
    `PORT: expected ${PORT}, found "x"`,
    `LOG_LEVEL: expected ${LEVEL}, found "loud"`,
    `CLAIM_LEASE_MS: expected ${LEASE}, found 1`,
  ]);
  expect(() => readConfig(environment)).toThrow(ClarityError);
});

/** The rows of docs/configuration.md: name and default. */
const DOCUMENTED = readFileSync("docs/configuration.md", "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| `"))
  .map((line) => line.split("|").map((cell) => cell.trim().replaceAll("`", "")))
  .map(([, name = "", fallback = ""]) => [name, fallback] as const);

test("docs/configuration.md has exactly the settings that are read", () => {
  const names = DOCUMENTED.map(([name]) => name);
  expect(names.toSorted()).toEqual(Object.keys(EnvironmentSchema.entries).toSorted());
});

test.each(DOCUMENTED.filter(([, fallback]) => !/none|localhost,/.test(fallback)))(
  "the default of %s is %s, as docs/configuration.md says",
  (name, fallback) => {
    expect(readConfig({ [name]: fallback })).toEqual(readConfig({}));
  },
);
