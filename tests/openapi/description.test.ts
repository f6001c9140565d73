import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import { ERROR_CODES, factsOf } from "../../lib/error-codes.ts";
import { createApp } from "../../lib/http/app.ts";
import { addConsoleRoutes } from "../../lib/http/console-routes.ts";
import { addHealthRoutes } from "../../lib/http/health-routes.ts";
import type { Operation } from "../../lib/openapi/specification.ts";
import { linkRepository } from "../build-once.ts";
import { openTestService } from "../http/test-service.ts";
import { temporaryFolder } from "../store/temp-folder.ts";
import { schemaFaults } from "./conformance.ts";
import { DESCRIPTION } from "./described.ts";

const OPERATIONS = Object.entries(DESCRIPTION.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
);
const { components } = DESCRIPTION;

test("an independent validator accepts the description as OpenAPI 3.1", async () => {
  const validator = new Validator({ strict: false });
  const result = await validator.validate(JSON.parse(JSON.stringify(DESCRIPTION)));
  expect(result).toEqual({ valid: true });
  expect(validator.version).toBe("3.1");
});

/** Our router's names of parameters, as the description writes them. */
const PARAMETERS = {
  ":caseId": "{case_id}",
  ":file": "{cache_key}.pdf",
  ":asset": "{asset}",
} as const;

function asDescribed(path: string): string {
  return Object.entries(PARAMETERS).reduce((text, pair) => text.replace(...pair), path);
}

test("every route of the applications is described, and every description has a route", async () => {
  const { app: reportsAndCases } = await openTestService({ cases: [] });
  const others = createApp({ allowedOrigins: "*", log: () => undefined });
  addHealthRoutes(others, { version: "1", gitSha: "abc" });
  addConsoleRoutes(others, { description: "{}", page: { files: [], largeFiles: [] } });
  const registered = [...reportsAndCases.routes, ...others.routes]
    .filter(({ method }) => method !== "ALL")
    .map(({ method, path }) => `${method} ${asDescribed(path)}`);
  const described = OPERATIONS.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
  expect([...new Set(registered)].sort()).toEqual(described.sort());
});

test("every operation has a unique name, a summary, a description and an existing tag", () => {
  const names = OPERATIONS.map(({ operation }) => operation.operationId);
  expect(new Set(names).size).toBe(names.length);
  const tags = DESCRIPTION.tags.map(({ name }) => name);
  for (const { operation } of OPERATIONS) {
    expect(operation.summary).toMatch(/\w{3}/);
    expect(operation.description).toMatch(/\w{3}/);
    expect(tags).toEqual(expect.arrayContaining([...operation.tags]));
  }
});

test("only path parameters are declared, and every one of them", () => {
  for (const { path, operation } of OPERATIONS) {
    const declared = (operation.parameters ?? [])
      .map(({ $ref }) => components.parameters[$ref.split("/").at(-1) ?? ""])
      .filter((parameter) => parameter?.in === "path")
      .map((parameter) => `{${parameter?.name}}`);
    expect(declared).toEqual(path.match(/\{\w+\}/g) ?? []);
  }
});

/** Every reference below a value. */
function refsIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]: [string, unknown]) =>
    name === "$ref" ? [String(member)] : refsIn(member),
  );
}

test("every reference has a component, and every component except the general problem is referenced", () => {
  const refs = new Set(refsIn(DESCRIPTION));
  const named = Object.entries(components).flatMap(([kind, things]) =>
    Object.keys(things).map((name) => `#/components/${kind}/${name}`),
  );
  expect(named).toEqual(expect.arrayContaining([...refs]));
  const unused = named.filter((name) => !refs.has(name));
  expect(unused).toEqual(["#/components/responses/Preflight"]);
});

/** The part of a problem's schema that is specific to it, by the schema's name. */
const PROBLEMS = Object.entries(components.schemas).flatMap(([name, { allOf }]) => {
  const own = allOf?.[1];
  return typeof own === "object" ? [{ name, properties: own.properties ?? {} }] : [];
});

test("problems have the types and statuses that the service gives them", () => {
  const stated = PROBLEMS.map(({ properties }) => [properties["type"], properties["status"]]);
  const expected = ERROR_CODES.map((code) => [
    { const: `urn:clarity:problem:${code}` },
    { const: factsOf(code).status },
  ]);
  expect(stated).toEqual(expected);
});

test.each(PROBLEMS)("some route answers $name", ({ name }) => {
  const responses = Object.entries(components.responses)
    .filter(([response]) =>
      refsIn(DESCRIPTION.paths).includes(`#/components/responses/${response}`),
    )
    .map(([, response]) => response);
  expect(refsIn([DESCRIPTION.paths, responses])).toContain(`#/components/schemas/${name}`);
});

function mediaTypesOf({ requestBody, responses }: Operation) {
  const contents = Object.values(responses).map((response) =>
    "content" in response ? response.content : undefined,
  );
  return [requestBody?.content, ...contents].flatMap((content) => Object.values(content ?? {}));
}

test("every example matches its schema", () => {
  const ofRoutes = OPERATIONS.flatMap(({ operation }) => mediaTypesOf(operation)).flatMap(
    ({ schema, examples = {} }) =>
      Object.values(examples).map(({ value }) => ({ schema: schema ?? {}, value })),
  );
  const ofSchemas = Object.values(components.schemas).flatMap((schema) =>
    (schema.examples ?? []).map((value: unknown) => ({ schema, value })),
  );
  const ofParameters = Object.values(components.parameters).flatMap(({ schema, example }) =>
    example === undefined ? [] : [{ schema, value: example }],
  );
  expect(ofRoutes.length).toBeGreaterThan(10);
  expect(ofSchemas).toHaveLength(ERROR_CODES.length);
  for (const { schema, value } of [...ofRoutes, ...ofSchemas, ...ofParameters]) {
    expect(schemaFaults(schema, value, "the example")).toEqual([]);
  }
});

test("docs/openapi.json, docs/api.md and the tables of docs/case-format.md and docs/errors.md match the description", async () => {
  const folder = await temporaryFolder();
  linkRepository(folder);
  symlinkSync(resolve(".oxfmtrc.json"), join(folder, ".oxfmtrc.json"));
  mkdirSync(join(folder, "docs"));
  const page = readFileSync("docs/case-format.md", "utf8");
  writeFileSync(join(folder, "docs/case-format.md"), page.replace("| `title` ", "| `name` "));
  const errors = readFileSync("docs/errors.md", "utf8");
  writeFileSync(join(folder, "docs/errors.md"), errors.replace("A conflict", "Another"));
  execFileSync("npm", ["run", "--silent", "generate:api"], { cwd: folder, stdio: "inherit" });
  for (const name of [
    "docs/openapi.json",
    "docs/api.md",
    "docs/case-format.md",
    "docs/errors.md",
  ]) {
    expect(readFileSync(join(folder, name), "utf8")).toBe(readFileSync(name, "utf8"));
  }
});
