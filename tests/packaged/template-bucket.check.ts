import { describe, expect, it, test } from "vitest";
import type { Resources } from "./template-intrinsics.ts";
import { resourcesOf, type Parameters } from "./template-package.ts";
import { bucketStatements, isAllowed, type Statement } from "./template-policies.ts";

const STORE = "arn:aws:s3:::storebucket";
const API = "https://httpapi.execute-api.eu-central-1.amazonaws.com";

const dev = await resourcesOf("dev");
const bucket = dev["StoreBucket"];

test("the store's bucket is private, encrypted and versioned", () => {
  expect(bucket?.Properties).toMatchObject({
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
    OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [
        { ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } },
      ],
    },
    VersioningConfiguration: { Status: "Enabled" },
  });
  expect(bucket?.Properties).not.toHaveProperty("AccessControl");
});

test("the bucket and its policy outlive the stack", () => {
  for (const resource of [bucket, dev["StoreBucketPolicy"]]) {
    expect(resource).toMatchObject({ DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" });
  }
  expect(dev["StoreBucketPolicy"]?.Properties["Bucket"]).toBe("storebucket");
});

test("the only other bucket is the one that osls deploys from, and it is as closed", () => {
  const buckets = Object.entries(dev).filter(([, { Type }]) => Type === "AWS::S3::Bucket");
  expect(buckets.map(([id]) => id)).toEqual(["ServerlessDeploymentBucket", "StoreBucket"]);
  for (const [, { Properties }] of buckets) {
    const { PublicAccessBlockConfiguration: block = {} } = Properties;
    expect(Object.values(Object(block))).toEqual([true, true, true, true]);
  }
});

test("only probes, remembered keys, incomplete uploads and noncurrent versions expire", () => {
  const { Rules } = Object(bucket?.Properties["LifecycleConfiguration"]);
  expect(Rules).toEqual([
    {
      Id: "probe",
      Status: "Enabled",
      Prefix: "probe/",
      ExpirationInDays: 1,
      NoncurrentVersionExpiration: { NoncurrentDays: 1 },
    },
    {
      Id: "keys",
      Status: "Enabled",
      Prefix: "keys/",
      ExpirationInDays: 30,
      NoncurrentVersionExpiration: { NoncurrentDays: 1 },
    },
    {
      Id: "incomplete-uploads",
      Status: "Enabled",
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
    },
    {
      Id: "noncurrent-versions",
      Status: "Enabled",
      ExpiredObjectDeleteMarker: true,
      NoncurrentVersionExpiration: { NoncurrentDays: 30 },
    },
  ]);
});

/** A principal with every right in the account. The bucket's policy refuses others whatever it refuses this one. */
const ADMINISTRATOR: readonly Statement[] = [
  { Effect: "Allow", Action: ["*"], Resource: ["*"], Condition: {} },
];
const TLS = { "aws:SecureTransport": "true" };
const CREATION = { ...TLS, "s3:ObjectCreationOperation": "true" };

function mayAdministrator(action: string, name: string, context: Record<string, string>): boolean {
  const asked = { action: `s3:${action}`, resource: `${STORE}${name}`, context };
  return isAllowed(asked, ADMINISTRATOR, bucketStatements(dev));
}

test("both statements apply to every principal", () => {
  for (const statement of bucketStatements(dev)) {
    expect(statement).toMatchObject({ Effect: "Deny", Principal: "*" });
  }
});

describe("even an administrator", () => {
  const OWNED = [
    "/reports/k/0.pdf",
    "/claims/k/0/0",
    "/claims/k/0/0.n.withdrawn",
    "/keys/f.json",
    "/reports-of/case_001/keys/0.k",
    "/batches/f.jsonl",
    "/probe/a",
  ];

  it.each(OWNED)("writes %s only on the condition that it does not exist", (name) => {
    expect(mayAdministrator("PutObject", name, CREATION)).toBe(false);
    expect(mayAdministrator("PutObject", name, { ...CREATION, "s3:if-none-match": "*" })).toBe(
      true,
    );
  });

  it("uploads parts, and their completion needs the condition", () => {
    const part = { ...TLS, "s3:ObjectCreationOperation": "false" };
    expect(mayAdministrator("PutObject", "/reports/k/0.pdf", part)).toBe(true);
  });

  it("replaces cases, and deletes objects", () => {
    expect(mayAdministrator("PutObject", "/cases/case_001/metrics.json", CREATION)).toBe(true);
    expect(mayAdministrator("DeleteObject", "/claims/k/0/0", TLS)).toBe(true);
  });

  it.each([
    ["GetObject", "/cases/case_001/metrics.json"],
    ["GetObject", "/reports/k/0.pdf"],
    ["ListBucket", ""],
    ["DeleteObject", "/claims/k/0/0"],
  ])("is refused %s on %s without TLS", (action, name) => {
    expect(mayAdministrator(action, name, { "aws:SecureTransport": "false" })).toBe(false);
    expect(mayAdministrator(action, name, TLS)).toBe(true);
  });
});

function bucketOriginsOf(resources: Resources): unknown {
  const { CorsRules } = Object(resources["StoreBucket"]?.Properties["CorsConfiguration"]);
  expect(CorsRules).toHaveLength(1);
  return CorsRules[0].AllowedOrigins;
}

test("the bucket lets the same browsers read presigned URLs as the service", () => {
  expect(bucket?.Properties["CorsConfiguration"]).toMatchObject({
    CorsRules: [
      {
        AllowedMethods: ["GET", "HEAD"],
        AllowedHeaders: ["prefer", "if-none-match"],
        ExposedHeaders: expect.arrayContaining(["ETag", "Content-Disposition"]) as unknown,
      },
    ],
  });
});

/** After a redirect from an API of another origin than the page's, browsers send `null` as origin. */
test.each<[string, Parameters, string[]]>([
  ["dev", {}, ["*"]],
  ["dev", { corsOrigins: "https://a.example.org" }, [API, "https://a.example.org", "null"]],
  ["prod", {}, [API]],
  ["prod", { auth: "none" }, [API]],
  ["prod", { appEnv: "demo" }, [API]],
  ["prod", { frontOrigin: "https://f.example.org" }, [API, "https://f.example.org", "null"]],
])("on %s with %o presigned URLs are for %o", async (stage, parameters, origins) => {
  expect(bucketOriginsOf(await resourcesOf(stage, parameters))).toEqual(origins);
});
