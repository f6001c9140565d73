import * as v from "valibot";
import { ClarityError } from "./errors.ts";
import { nearName } from "./near-name.ts";
import { required } from "./required.ts";
import type { BucketPlace, Place } from "./store/place.ts";

/** The settings: read once, validated as a whole, frozen. docs/configuration.md has the table. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** Where the cases are read from. */
  readonly cases: Place;
  /** Where reports and claims are kept. */
  readonly reports: Place;
  /** The base of the addresses that citations show, ending in a slash; undefined: where the reader has the page. */
  readonly publicUrl: string | undefined;
  /** `APP_ENV`: `development`, `demo`, or any other name. */
  readonly mode: string;
  readonly logLevel: LogLevel;
  /** Origins that browsers may call from. `"*"` is the demo exception. Never empty. */
  readonly allowedOrigins: "*" | readonly [string, ...string[]];
  readonly claimLeaseMs: number;
  readonly renderConcurrency: number;
  /** How many requests may wait for another render at once, over all processes; undefined: any number. */
  readonly waitConcurrency: number | undefined;
  /** Whether only programs on this machine may reach the service. */
  readonly loopback: boolean;
  /** True in a Lambda function: then the remaining time of the invocation limits what is started. */
  readonly deployed: boolean;
  /** The name of that function. */
  readonly functionName: string | undefined;
  /** Whether a gateway requires authentication: then shared caches must not store responses. */
  readonly authorized: boolean;
  /** The `Authorization` header for another service that a command calls. */
  readonly authorization: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

export const LOG_LEVELS = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const LOCAL_ORIGINS = [
  "http://localhost:3000",
  "http://localhost:5173",
  "http://127.0.0.1:3000",
  "http://127.0.0.1:5173",
] as const;

const OWN_PREFIX = "CLARITY_";
/** Settings of CLARITY's evaluator, which may be exported in the same shell. This service ignores them. */
const EVALUATOR_SWITCHES: ReadonlySet<string> = new Set([
  "CLARITY_REAL_MODEL",
  "CLARITY_RICH_MODE",
  "CLARITY_RICH_LOGITS_HASH",
]);
const DEMO_CASES = "functions/demo/artifacts";
const CASES_PREFIX = "cases";

const someText = v.pipe(v.string(), v.trim(), v.nonEmpty("some text"));

const text = (fallback: string) => v.optional(someText, fallback);

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

const ORIGIN = "an origin, such as https://audit.example.org";
const origins = v.pipe(
  v.string(),
  v.transform(splitList),
  v.array(v.pipe(v.string(), v.check(isOrigin, ORIGIN))),
);

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const BUCKET = "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]";
const bucketName = v.pipe(
  v.string(),
  v.regex(
    new RegExp(`^${BUCKET}$`),
    "a bucket name of 3 to 63 characters (a-z, 0-9, . and -, with a letter or digit at each end)",
  ),
);
const PREFIX = "[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)*";
const casesPrefix = v.pipe(
  v.string(),
  v.regex(
    new RegExp(`^(?:s3://${BUCKET}(?:/${PREFIX})?|${PREFIX})/?$`),
    "a prefix, such as cases, or s3://another-bucket/prefix",
  ),
);

const httpUrl = v.pipe(
  v.string(),
  v.trim(),
  v.check(isHttpUrl, "the URL of an S3 server, such as http://localhost:9000"),
);

const publicUrl = v.pipe(
  v.string(),
  v.trim(),
  v.check(isBaseUrl, "an http or https URL, such as https://audit.example.org/clarity/"),
  v.transform((url) => new URL(url).href.replace(/\/*$/, "/")),
);

const headerValue = v.pipe(
  v.string(),
  v.trim(),
  v.regex(
    /^[\u0021-\u007E]+(?: [\u0021-\u007E]+)*$/,
    "the value of an Authorization header, such as Bearer …",
  ),
);

const ACCESS = ["none", "iam", "jwt"] as const;

const settings = v.object({
  HOST: text("127.0.0.1"),
  PORT: wholeNumber(3000, 1, 65_535),
  ARTIFACT_ROOT: v.optional(someText),
  CLARITY_CACHE_DIR: text("local-cache"),
  PUBLIC_URL: v.optional(publicUrl),
  APP_ENV: text("development"),
  LOG_LEVEL: v.optional(v.picklist(LOG_LEVELS, `one of ${LOG_LEVELS.join(", ")}`), "info"),
  ALLOWED_ORIGIN: v.optional(v.pipe(origins, v.nonEmpty(ORIGIN))),
  CORS_ALLOWED_ORIGINS: v.optional(origins),
  CLAIM_LEASE_MS: wholeNumber(30_000, 1_000, 900_000),
  RENDER_CONCURRENCY: wholeNumber(1, 1, 64),
  WAIT_CONCURRENCY: v.optional(wholeNumber(0, 0, 10_000)),
  CLARITY_STORE: v.optional(v.picklist(["file", "s3"], '"file" or "s3"'), "file"),
  CLARITY_BUCKET: v.optional(bucketName),
  CLARITY_CASES_PREFIX: v.optional(casesPrefix),
  S3_ENDPOINT: v.optional(httpUrl),
  AWS_REGION: v.optional(someText),
  CLARITY_AUTH: v.optional(v.picklist(ACCESS, `one of ${ACCESS.join(", ")}`), "none"),
  CLARITY_AUTHORIZATION: v.optional(headerValue),
  AWS_LAMBDA_RUNTIME_API: v.optional(v.string()),
  AWS_LAMBDA_FUNCTION_NAME: v.optional(v.string()),
});

type Settings = v.InferOutput<typeof settings>;

/**
 * Every setting, as the environment has it. A check of several settings runs even when other settings are
 * invalid, and its message is a whole sentence.
 */
export const EnvironmentSchema = v.pipe(
  settings,
  // Without a path, valibot would not run the next check after a fault in this one.
  v.forward(
    v.partialCheck(
      [["CLARITY_STORE"], ["CLARITY_CASES_PREFIX"], ["CLARITY_BUCKET"]],
      (given) => !needsBucket(given) || given.CLARITY_BUCKET !== undefined,
      "CLARITY_BUCKET is missing; set it to the bucket that CLARITY_STORE=s3 or CLARITY_CASES_PREFIX uses",
    ),
    ["CLARITY_BUCKET"],
  ),
  v.partialCheck(
    [["ARTIFACT_ROOT"], ["CLARITY_CASES_PREFIX"]],
    (given) => given.ARTIFACT_ROOT === undefined || given.CLARITY_CASES_PREFIX === undefined,
    "ARTIFACT_ROOT and CLARITY_CASES_PREFIX are mutually exclusive; unset one",
  ),
);

type Placing = Pick<Settings, "CLARITY_STORE" | "CLARITY_CASES_PREFIX">;

function needsBucket({ CLARITY_STORE: store, CLARITY_CASES_PREFIX: prefix }: Placing): boolean {
  return store === "s3" || (prefix !== undefined && !prefix.startsWith("s3://"));
}

/**
 * Reads the settings from an environment.
 *
 * @throws ClarityError `misconfigured`, whose message lists every fault
 */
export function readConfig(environment: Environment): Config {
  const result = v.safeParse(EnvironmentSchema, environment);
  const unknown = unknownSettings(environment);
  if (!result.success || unknown.length > 0) {
    throw misconfigured([...(result.issues ?? []).map(wrongSetting), ...unknown]);
  }
  const given = result.output;
  return Object.freeze({
    host: given.HOST,
    port: given.PORT,
    cases: withCredentials(casesPlace(given), environment),
    reports: withCredentials(reportsPlace(given), environment),
    publicUrl: given.PUBLIC_URL,
    mode: given.APP_ENV,
    logLevel: given.LOG_LEVEL,
    allowedOrigins: allowedOrigins(given),
    claimLeaseMs: given.CLAIM_LEASE_MS,
    renderConcurrency: given.RENDER_CONCURRENCY,
    waitConcurrency: given.WAIT_CONCURRENCY,
    loopback: given.AWS_LAMBDA_RUNTIME_API === undefined && isLoopback(given.HOST),
    deployed: given.AWS_LAMBDA_RUNTIME_API !== undefined,
    functionName: given.AWS_LAMBDA_FUNCTION_NAME,
    authorized: given.CLARITY_AUTH !== "none",
    authorization: given.CLARITY_AUTHORIZATION,
  });
}

function reportsPlace(given: Settings): Place {
  const { CLARITY_STORE: store, CLARITY_CACHE_DIR: folder } = given;
  return store === "file" ? { kind: "folder", folder } : bucketPlace(given, "");
}

/** The settings about cases take precedence. Without any, the cases are where the reports are. */
function casesPlace(given: Settings): Place {
  const { CLARITY_CASES_PREFIX: prefix, CLARITY_STORE: store, ARTIFACT_ROOT: root } = given;
  if (prefix !== undefined) return bucketPlace(given, prefix);
  if (root !== undefined || store === "file") return { kind: "folder", folder: root ?? DEMO_CASES };
  return bucketPlace(given, CASES_PREFIX);
}

/** @param path a prefix in the bucket of the settings, or `s3://<bucket>/<prefix>` */
function bucketPlace(given: Settings, path: string): BucketPlace {
  const [, other, prefix = ""] = /^(?:s3:\/\/([^/]*)\/?)?(.*?)\/?$/.exec(path) ?? [];
  return {
    kind: "bucket",
    bucket: required(other ?? given.CLARITY_BUCKET, "readConfig refuses settings without a bucket"),
    prefix: prefix === "" ? "" : `${prefix}/`,
    ...(given.S3_ENDPOINT === undefined ? {} : { endpoint: given.S3_ENDPOINT }),
    ...(given.AWS_REGION === undefined ? {} : { region: given.AWS_REGION }),
  };
}

/** With any of these, only the AWS SDK knows which credentials and which server to use. */
const FOR_THE_SDK = /^AWS_(?:CONFIG_FILE|ENDPOINT_URL|PROFILE|S3_|USE_)/;

/** Adds the credentials that the platform gives a deployed function. Elsewhere, the AWS SDK looks for them. */
function withCredentials(place: Place, environment: Environment): Place {
  const { AWS_LAMBDA_RUNTIME_API: platform, AWS_SESSION_TOKEN: sessionToken } = environment;
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = environment;
  if (place.kind === "folder" || platform === undefined) return place;
  if (accessKeyId === undefined || secretAccessKey === undefined) return place;
  if (Object.keys(environment).some((name) => FOR_THE_SDK.test(name))) return place;
  const token = sessionToken === undefined ? {} : { sessionToken };
  return { ...place, credentials: { accessKeyId, secretAccessKey, ...token } };
}

function allowedOrigins(given: Settings): Config["allowedOrigins"] {
  const { CORS_ALLOWED_ORIGINS: listed = [], ALLOWED_ORIGIN: forDemo = [] } = given;
  const isDemo = given.APP_ENV === "demo";
  const [first, ...rest] = listed.length > 0 || !isDemo ? listed : forDemo;
  if (first !== undefined) return [first, ...rest];
  return isDemo ? "*" : LOCAL_ORIGINS;
}

function splitList(list: string): string[] {
  return list
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

/**
 * Scheme, host and port only, exactly as a browser sends them: anything else would never match. A URL may have `*`
 * in its host, but no browser sends such an origin.
 *
 * @public to functions/deployment/settings.cjs
 */
export function isOrigin(value: string): boolean {
  return isHttpUrl(value) && new URL(value).origin === value && !value.includes("*");
}

/** Recognises every spelling of a loopback address, because `new URL` normalises it. */
function isLoopback(host: string): boolean {
  const url = `http://${host.includes(":") ? `[${host}]` : host}`;
  const name = URL.canParse(url) ? new URL(url).hostname : "";
  return /^(?:(?:ip6-)?localhost|ip6-loopback|127\..+|\[::1\]|\[::ffff:7f.*\])$/.test(
    name.replace(/\.$/, ""),
  );
}

/**
 * A URL that others can be made of by appending a path.
 *
 * @public to functions/deployment/settings.cjs
 */
export function isBaseUrl(value: string): boolean {
  if (!isHttpUrl(value)) return false;
  const { search, hash, username, password } = new URL(value);
  return `${search}${hash}${username}${password}` === "" && !/[?#]$/.test(value);
}

function isHttpUrl(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}

function wrongSetting({ type, path, message }: v.BaseIssue<unknown>): string {
  if (type === "partial_check") return message;
  const value = path?.at(-1)?.value;
  const found = value === undefined ? "nothing" : JSON.stringify(value);
  return `${String(path?.[0]?.key)}: expected ${message}, found ${found}`;
}

/**
 * Names that begin as only this service's settings do, and are unknown: most are misspelt. Other names belong
 * to other programs. The values are not shown, because they may be secrets.
 */
function unknownSettings(environment: Environment): string[] {
  const known = Object.keys(settings.entries);
  return Object.keys(environment)
    .filter((name) => name.startsWith(OWN_PREFIX) && environment[name] !== undefined)
    .filter((name) => !known.includes(name) && !EVALUATOR_SWITCHES.has(name))
    .toSorted()
    .map((name) => {
      const meant = nearName(name, known);
      const hint = meant === undefined ? "" : `; did you mean ${meant}?`;
      return `${name}: unknown setting (see docs/configuration.md)${hint}`;
    });
}

function misconfigured(faults: readonly string[]): ClarityError {
  const message = `The settings are invalid.\n  ${faults.join("\n  ")}`;
  return new ClarityError("misconfigured", message);
}
