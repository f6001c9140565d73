import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { templateOf, type Parameters } from "../packaged/template-package.ts";
import { makeFolder, removeFolder } from "../store/temp-folder.ts";
import { CFN_LINT, run } from "./programs.ts";
import { schemaFaults } from "./resource-schemas.ts";

/** Stages that together have every optional resource and property. */
const STAGES: readonly (readonly [string, Parameters])[] = [
  ["dev", {}],
  ["staging", { auth: "iam", cases: "s3://evaluations/cases", corsOrigins: "https://a.example" }],
  [
    "prod",
    {
      auth: "jwt",
      jwtIssuer: "https://id.example.org",
      jwtAudience: "auditors",
      frontOrigin: "https://audit.example.org",
      publicUrl: "https://audit.example.org/clarity/",
      reservedConcurrency: "10",
      alarmTopic: "arn:aws:sns:us-east-1:123456789012:alarms",
    },
  ],
];

/** W3005: osls writes each `DependsOn` that a reference implies already. */
const IGNORED = ["--ignore-checks", "W3005"];

const TemplateSchema = v.looseObject({
  Resources: v.record(
    v.string(),
    v.looseObject({
      Type: v.string(),
      Properties: v.optional(v.record(v.string(), v.unknown())),
    }),
  ),
});

let folder: string;

beforeAll(async () => {
  folder = await makeFolder();
});

afterAll(async () => {
  await removeFolder(folder);
});

async function lint(template: string) {
  const file = join(folder, "template.json");
  await writeFile(file, template);
  return await run(CFN_LINT, [...IGNORED, "--", file]);
}

describe.each(STAGES)("the CloudFormation template of %s with %j", (stage, parameters) => {
  let template: string;
  beforeAll(async () => {
    template = await templateOf(stage, parameters);
  });

  it("has no error and no warning of cfn-lint", async () => {
    expect(await lint(template)).toEqual({ exitCode: 0, output: "" });
  });

  it("follows CloudFormation's schema of each resource", () => {
    const resources = Object.entries(v.parse(TemplateSchema, JSON.parse(template)).Resources);
    expect(resources.length).toBeGreaterThan(20);
    expect(resources.flatMap(([id, resource]) => schemaFaults(id, resource))).toEqual([]);
  });
});

describe("a fault in the template", () => {
  let template: string;
  beforeAll(async () => {
    template = await templateOf("dev");
  });

  /** The replaced text has to exist. */
  function broken(from: string, to: string): string {
    expect(template).toContain(from);
    return template.replace(from, () => to);
  }

  it.each([
    ["an unknown property", '"MemorySize"', '"MemorySice"'],
    ["a reference to nothing", '"Ref": "HttpApi"', '"Ref": "HttpAppi"'],
    ["a runtime that does not exist", "nodejs24.x", "nodejs25.x"],
  ])("is found by cfn-lint: %s", async (_what, from, to) => {
    expect((await lint(broken(from, to))).exitCode).not.toBe(0);
  });

  it.each([
    ["an unknown property", '"MemorySize"', '"MemorySice"', "there is no property MemorySice"],
    ["a missing property", '"Code": {', '"Cod": {', "the required property Code is missing"],
    ["an unknown type", "AWS::S3::Bucket", "AWS::S3::Buckett", "no resource type"],
    [
      "a wrong value",
      '"MemorySize": 1024',
      '"MemorySize": "large"',
      "MemorySize: expected integer",
    ],
    ["a wrong value inside", '"Throttl', '"Trottl', "there is no property Trottl"],
  ])("is found in the schemas: %s", (_what, from, to, fault) => {
    const { Resources } = v.parse(TemplateSchema, JSON.parse(broken(from, to)));
    const faults = Object.entries(Resources).flatMap(([id, one]) => schemaFaults(id, one));
    expect(faults.join("\n")).toContain(fault);
  });
});
