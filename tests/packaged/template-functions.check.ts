import * as v from "valibot";
import { describe, expect, it, test } from "vitest";
import { readConfig } from "../../lib/config.ts";
import { SERVICE } from "../../lib/telemetry/log.ts";
import { CACHE_EVENTS } from "../../lib/telemetry/cache-events.ts";
import { METRICS_NAMESPACE } from "../../lib/telemetry/metrics.ts";
import type { Resources } from "./template-intrinsics.ts";
import { resourcesOf, type Parameters } from "./template-package.ts";
import { ofType } from "./template-routes.ts";

const API = "https://httpapi.execute-api.eu-central-1.amazonaws.com";
const TOPIC = "arn:aws:sns:eu-central-1:123456789012:alarms";
const EVERYTHING: Parameters = {
  auth: "jwt",
  jwtIssuer: "https://id.example.org/",
  jwtAudience: "auditors",
  frontOrigin: "https://audit.example.org",
  corsOrigins: "https://a.example.org,http://localhost:5173",
  appEnv: "audit",
  logLevel: "warn",
  cases: "s3://evaluations/clarity/cases",
  reservedConcurrency: "6",
  throttleRate: "7",
  throttleBurst: "9",
  logRetentionDays: "365",
  alarmTopic: TOPIC,
};

const dev = await resourcesOf("dev");
const prod = await resourcesOf("prod");
const full = await resourcesOf("prod", EVERYTHING);
const NAMES = ["Report", "Demo", "Console", "Health"];

const EnvironmentSchema = v.object({
  Environment: v.object({ Variables: v.record(v.string(), v.string()) }),
});

function propertiesOf(resources: Resources, name: string): Readonly<Record<string, unknown>> {
  return resources[`${name}LambdaFunction`]?.Properties ?? {};
}

function variablesOf(resources: Resources, name: string): Record<string, string> {
  return v.parse(EnvironmentSchema, propertiesOf(resources, name)).Environment.Variables;
}

describe.each(NAMES)("%s", (name) => {
  it("runs on arm64 and Node 24, and times out before its caller", () => {
    const { Runtime, Architectures, Timeout } = propertiesOf(dev, name);
    expect([Runtime, Architectures]).toEqual(["nodejs24.x", ["arm64"]]);
    expect(Timeout).toBeGreaterThanOrEqual(10);
    expect(Timeout).toBeLessThanOrEqual(29);
    const integration = dev[`HttpApiIntegration${name}`]?.Properties;
    expect(integration).toMatchObject({ TimeoutInMillis: 30_000, PayloadFormatVersion: "2.0" });
  });

  it("is one separate bundle", () => {
    const { Handler, Code, Layers } = propertiesOf(dev, name);
    expect(Handler).toBe(`dist/${name.toLowerCase()}/handler.handler`);
    expect(Object(Code).S3Key).toMatch(new RegExp(`/${name.toLowerCase()}\\.zip$`));
    expect(Layers).toBeUndefined();
  });

  it.each([
    ["by default", dev, 30],
    ["as asked", full, 365],
  ])("has a log retention: %s", (_, resources, days) => {
    expect(resources[`${name}LogGroup`]?.Properties).toEqual({
      LogGroupName: `/aws/lambda/${String(propertiesOf(resources, name)["FunctionName"])}`,
      RetentionInDays: days,
    });
  });
});

test("every log group belongs to a function", () => {
  expect(ofType(dev, "AWS::Logs::LogGroup")).toHaveLength(NAMES.length);
});

describe("the environment", () => {
  const open = {
    APP_ENV: "demo",
    LOG_LEVEL: "info",
    CLARITY_AUTH: "none",
    CORS_ALLOWED_ORIGINS: "",
  };
  const closed = {
    APP_ENV: "production",
    LOG_LEVEL: "info",
    CLARITY_AUTH: "iam",
    CORS_ALLOWED_ORIGINS: API,
  };
  const everything = {
    APP_ENV: "audit",
    LOG_LEVEL: "warn",
    CLARITY_AUTH: "jwt",
    CORS_ALLOWED_ORIGINS: "https://audit.example.org,https://a.example.org,http://localhost:5173",
  };
  const store = {
    CLARITY_STORE: "s3",
    CLARITY_BUCKET: "storebucket",
    CLARITY_CASES_PREFIX: "cases",
  };
  const cases = { CLARITY_CASES_PREFIX: "s3://evaluations/clarity/cases" };

  it.each([
    ["open", dev, open, store, NAMES],
    ["closed", prod, closed, store, ["Report", "Demo", "Health"]],
    ["with everything set", full, everything, { ...store, ...cases }, NAMES],
  ])("of a stage that is %s has exactly these variables", (_, resources, common, stores, names) => {
    for (const name of names) {
      const knowsStore = name !== "Health";
      // Half of the six that are reserved.
      const waiting = resources === full && name === "Report" ? { WAIT_CONCURRENCY: "3" } : {};
      const own = { ...(knowsStore ? stores : {}), ...waiting };
      expect(variablesOf(resources, name)).toEqual({ ...common, ...own });
    }
  });

  it.each([
    ["open", dev, "*", false, { bucket: "storebucket", prefix: "cases/" }],
    ["closed", prod, [API], true, { bucket: "storebucket", prefix: "cases/" }],
    [
      "with everything set",
      full,
      everything.CORS_ALLOWED_ORIGINS.split(","),
      true,
      { bucket: "evaluations", prefix: "clarity/cases/" },
    ],
  ])("of a stage that is %s is understood by the service", (_, resources, origins, asks, where) => {
    const variables = variablesOf(resources, "Report");
    expect(readConfig({ ...variables, AWS_LAMBDA_RUNTIME_API: "127.0.0.1:9001" })).toMatchObject({
      reports: { kind: "bucket", bucket: "storebucket", prefix: "" },
      cases: { kind: "bucket", ...where },
      allowedOrigins: origins,
      authorized: asks,
      deployed: true,
    });
  });

  it("of health needs no store", () => {
    expect(readConfig(variablesOf(dev, "Health")).reports).toMatchObject({ kind: "folder" });
  });
});

test("concurrency is reserved for report alone, and only when asked for", () => {
  for (const name of NAMES) {
    expect(propertiesOf(dev, name)).not.toHaveProperty("ReservedConcurrentExecutions");
    const reserved = name === "Report" ? 6 : undefined;
    expect(propertiesOf(full, name)["ReservedConcurrentExecutions"]).toBe(reserved);
  }
});

describe.each([
  ["without a topic", dev, []],
  ["with a topic", full, [TOPIC]],
])("alarms %s", (_, resources, actions) => {
  const alarms = ofType(resources, "AWS::CloudWatch::Alarm").map(({ Properties }) => Properties);
  const service = [
    { Name: "service", Value: SERVICE },
    { Name: "function", Value: propertiesOf(resources, "Report")["FunctionName"] },
  ];

  it.each([
    ["AWS/ApiGateway", "5xx", [{ Name: "ApiId", Value: "httpapi" }], 5],
    [METRICS_NAMESPACE, CACHE_EVENTS.determinism_fault.metric, service, 1],
    [METRICS_NAMESPACE, CACHE_EVENTS.bad_object.metric, service, 1],
  ])("include one on %s %s", (Namespace, MetricName, Dimensions, Threshold) => {
    expect(alarms.filter((alarm) => alarm["MetricName"] === MetricName)).toEqual([
      expect.objectContaining({
        Namespace,
        Dimensions,
        Threshold,
        Statistic: "Sum",
        Period: 300,
        EvaluationPeriods: 1,
        ComparisonOperator: "GreaterThanOrEqualToThreshold",
        TreatMissingData: "notBreaching",
        AlarmActions: actions,
      }),
    ]);
  });

  it("include no others", () => {
    expect(alarms).toHaveLength(3);
  });
});
