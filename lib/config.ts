import * as v from "valibot";
import { ClarityError } from "./errors.ts";

/** The settings, read once, checked as a whole, frozen. docs/configuration.md has the table. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** Folder of the cases, relative to the working directory. */
  readonly artifactRoot: string;
  /** Folder of the file store, relative to the working directory. */
  readonly cacheDir: string;
  /** `APP_ENV`: `development`, `demo`, or a name of the operator's. */
  readonly mode: string;
  readonly logLevel: LogLevel;
  /** Origins that browsers may call from; `"*"` is the demo exception. Never empty. */
  readonly allowedOrigins: "*" | readonly [string, ...string[]];
  readonly claimLeaseMs: number;
  readonly renderConcurrency: number;
  /** True inside a Lambda function: then an invocation's remaining time bounds what is begun. */
  readonly deployed: boolean;
}

export const LOG_LEVELS = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const LOCAL_ORIGINS = [
  "http://localhost:3000",
  "http://localhost:5173",
  "http://127.0.0.1:3000",
  "http://127.0.0.1:5173",
] as const;

const text = (fallback: string) =>
  v.optional(v.pipe(v.string(), v.trim(), v.nonEmpty("some text")), fallback);

const wholeNumber = (fallback: number, min: number, max: number) => {
  const expected = `a whole number from ${min} to ${max}`;
  return v.pipe(
    v.optional(v.string(), String(fallback)),
    v.regex(/^\d{1,15}$/, expected),
    v.transform(Number),
    v.minValue(min, expected),
    v.maxValue(max, expected),
  );
};

const origin = v.pipe(
  v.string(),
  v.check(isOrigin, "an origin, such as https://audit.example.org"),
);

/** Every setting, as the environment has it. */
export const EnvironmentSchema = v.object({
  HOST: text("127.0.0.1"),
  PORT: wholeNumber(3000, 1, 65_535),
  ARTIFACT_ROOT: text("functions/demo/artifacts"),
  CLARITY_CACHE_DIR: text("local-cache"),
  APP_ENV: text("development"),
  LOG_LEVEL: v.optional(v.picklist(LOG_LEVELS, `one of ${LOG_LEVELS.join(", ")}`), "info"),
  ALLOWED_ORIGIN: v.optional(origin),
  CORS_ALLOWED_ORIGINS: v.optional(v.pipe(v.string(), v.transform(splitList), v.array(origin))),
  CLAIM_LEASE_MS: wholeNumber(30_000, 1_000, 900_000),
  RENDER_CONCURRENCY: wholeNumber(1, 1, 64),
  CLARITY_STORE: v.optional(v.picklist(["file"], '"file"'), "file"),
  AWS_LAMBDA_RUNTIME_API: v.optional(v.string()),
});

/**
 * Reads the settings from an environment.
 *
 * @throws ClarityError `misconfigured`, whose message lists every fault
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const result = v.safeParse(EnvironmentSchema, environment);
  if (!result.success) throw misconfigured(result.issues);
  const settings = result.output;
  return Object.freeze({
    host: settings.HOST,
    port: settings.PORT,
    artifactRoot: settings.ARTIFACT_ROOT,
    cacheDir: settings.CLARITY_CACHE_DIR,
    mode: settings.APP_ENV,
    logLevel: settings.LOG_LEVEL,
    allowedOrigins: allowedOrigins(settings),
    claimLeaseMs: settings.CLAIM_LEASE_MS,
    renderConcurrency: settings.RENDER_CONCURRENCY,
    deployed: settings.AWS_LAMBDA_RUNTIME_API !== undefined,
  });
}

function allowedOrigins(
  settings: v.InferOutput<typeof EnvironmentSchema>,
): Config["allowedOrigins"] {
  const [first, ...rest] = settings.CORS_ALLOWED_ORIGINS ?? [];
  if (first !== undefined) return [first, ...rest];
  if (settings.APP_ENV !== "demo") return LOCAL_ORIGINS;
  return settings.ALLOWED_ORIGIN === undefined ? "*" : [settings.ALLOWED_ORIGIN];
}

function splitList(list: string): string[] {
  return list
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

/** Scheme, host and port only, spelt as a browser sends it: anything else would never match. */
function isOrigin(value: string): boolean {
  return URL.canParse(value) && new URL(value).origin === value && value !== "null";
}

function misconfigured(issues: readonly v.BaseIssue<unknown>[]): ClarityError {
  const faults = issues.map(({ path, message, input }) => {
    return `${String(path?.[0]?.key)}: expected ${message}, found ${JSON.stringify(input)}`;
  });
  return new ClarityError(
    "misconfigured",
    `The settings are not usable.\n  ${faults.join("\n  ")}`,
  );
}
