"use strict";
/**
 * Validates the parameters of a deployment as a whole and turns them into the values that serverless.yml and the
 * files beside this one use as `${deployment:…}`. CommonJS, because osls loads it.
 */
const tsx = require("tsx/cjs/api");

const { LOG_LEVELS, isBaseUrl, isOrigin } = tsx.require("../../lib/config.ts", __filename);
const { METRICS_NAMESPACE, SERVICE } = tsx.require("../../lib/telemetry/names.ts", __filename);

const AUTH = ["none", "iam", "jwt"];
/** The periods that CloudWatch accepts. */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
];
const TOPIC = /^arn:[a-z-]+:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]+$/;
/** Plain names only: in a policy `*`, `?` and `$` would mean more than themselves. */
const FOLDER = "[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*";
const CASES = new RegExp(`^(?:s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/)?(${FOLDER})$`);
/** Folders of the store that the bucket policy protects from overwriting, so cases cannot be there. */
const OWN_FOLDERS = new Set(["reports", "claims", "keys", "batches", "probe"]);

const API_ORIGIN = {
  "Fn::Sub": "https://${HttpApi}.execute-api.${AWS::Region}.${AWS::URLSuffix}",
};
/** The origin that a browser sends after a redirect from an origin other than the page's. */
const REDIRECTED = "null";

/** For each parameter: the expectation in words, and a check. The check also says whether the value may be empty. */
const EXPECTED = {
  auth: [`one of ${AUTH.join(", ")}`, (value) => AUTH.includes(value)],
  jwtIssuer: ["an https URL, or nothing", (value) => value === "" || isIssuer(value)],
  jwtAudience: ["audiences, comma-separated, or nothing", (value) => !/\s/.test(value)],
  frontOrigin: [
    "an origin such as https://audit.example.org, or nothing",
    (value) => value === "" || (isOrigin(value) && value.startsWith("https://")),
  ],
  corsOrigins: ["origins, comma-separated, or nothing", (value) => list(value).every(isOrigin)],
  publicUrl: [
    "a URL such as https://audit.example.org/clarity/, or nothing",
    (value) => value === "" || isBaseUrl(value),
  ],
  appEnv: ["a word", (value) => /^[A-Za-z0-9_-]+$/.test(value)],
  logLevel: [`one of ${LOG_LEVELS.join(", ")}`, (value) => LOG_LEVELS.includes(value)],
  cases: [
    "a folder of the store's bucket, or s3://bucket/folder; not reports, claims, keys, batches or probe",
    isCases,
  ],
  reservedConcurrency: ["a number from 1 on, or nothing", (value) => value === "" || count(value)],
  throttleRate: ["a number from 1 on", count],
  throttleBurst: ["a number from 1 on", count],
  logRetentionDays: [
    `one of ${RETENTION_DAYS.join(", ")}`,
    (value) => RETENTION_DAYS.includes(Number(value)),
  ],
  alarmTopic: ["the ARN of an SNS topic, or nothing", (value) => value === "" || TOPIC.test(value)],
};

/** The names of all parameters; serverless.yml has their defaults. */
const PARAMETERS = Object.keys(EXPECTED);

/**
 * Every fault of a set of parameters, one sentence each.
 *
 * @param {Record<string, string>} given every parameter, those that are not set as ""
 * @returns {string[]}
 */
function faultsOf(given) {
  const faults = PARAMETERS.filter((name) => !EXPECTED[name][1](given[name])).map(
    (name) => `${name}: expected ${EXPECTED[name][0]}, found ${JSON.stringify(given[name])}`,
  );
  for (const name of ["jwtIssuer", "jwtAudience"]) {
    const isSet = list(given[name]).length > 0;
    if (given.auth === "jwt" && !isSet) faults.push(`${name}: auth=jwt needs it`);
    if (given.auth !== "jwt" && isSet) faults.push(`${name}: only used with auth=jwt; remove it`);
  }
  return faults;
}

/**
 * @param {Record<string, string>} given parameters without faults
 */
function settingsOf(given) {
  const { auth, appEnv, frontOrigin } = given;
  const pages = [...new Set([...list(frontOrigin), ...list(given.corsOrigins)])];
  const forAll = auth === "none" && appEnv === "demo" && pages.length === 0;
  return {
    auth,
    appEnv,
    logLevel: given.logLevel,
    console: auth === "none" || frontOrigin !== "",
    authorizers: authorizersOf(given),
    // Empty means that APP_ENV decides. Otherwise the list has at least the API's own origin.
    corsOrigins: forAll ? "" : joined(pages.length === 0 ? [API_ORIGIN] : pages),
    bucketOrigins: forAll
      ? ["*"]
      : [API_ORIGIN, ...pages, ...(pages.length > 0 ? [REDIRECTED] : [])],
    publicUrl: given.publicUrl === "" ? null : given.publicUrl,
    ...casesOf(given.cases),
    reservedConcurrency:
      given.reservedConcurrency === "" ? null : Number(given.reservedConcurrency),
    waitConcurrency: waitConcurrencyOf(given),
    throttleRate: Number(given.throttleRate),
    throttleBurst: Number(given.throttleBurst),
    logRetentionDays: Number(given.logRetentionDays),
    alarmActions: list(given.alarmTopic),
    serviceName: SERVICE,
    metricsNamespace: METRICS_NAMESPACE,
  };
}

/** At most half of the reserved concurrency, so that waiting requests cannot take all of it from rendering ones. */
function waitConcurrencyOf({ reservedConcurrency }) {
  return reservedConcurrency === "" ? null : String(Math.floor(Number(reservedConcurrency) / 2));
}

/** As `provider.httpApi.authorizers` has them. IAM needs none. */
function authorizersOf({ auth, jwtIssuer, jwtAudience }) {
  if (auth !== "jwt") return {};
  const identitySource = "$request.header.Authorization";
  return {
    jwt: { type: "jwt", identitySource, issuerUrl: jwtIssuer, audience: list(jwtAudience) },
  };
}

/** The location of the cases, for the settings of the service and for the policies. */
function casesOf(cases) {
  const [, bucket, folder] = CASES.exec(cases);
  const casesBucketArn =
    bucket === undefined
      ? { "Fn::GetAtt": ["StoreBucket", "Arn"] }
      : { "Fn::Sub": `arn:\${AWS::Partition}:s3:::${bucket}` };
  const casesArn = { "Fn::Join": ["", [casesBucketArn, `/${folder}/*`]] };
  return { cases, casesFolder: folder, casesBucketArn, casesArn };
}

function isCases(value) {
  const [, bucket, folder] = CASES.exec(value) ?? [];
  if (folder === undefined) return false;
  return bucket !== undefined || !OWN_FOLDERS.has(folder.split("/")[0]);
}

function isIssuer(value) {
  if (!URL.canParse(value) || /\s/.test(value)) return false;
  const { protocol, search, hash } = new URL(value);
  return protocol === "https:" && search === "" && hash === "";
}

function count(value) {
  return /^[1-9]\d{0,5}$/.test(value);
}

function list(value) {
  return value.split(",").filter((item) => item !== "");
}

function joined(origins) {
  return { "Fn::Join": [",", origins] };
}

module.exports = { PARAMETERS, faultsOf, settingsOf };
