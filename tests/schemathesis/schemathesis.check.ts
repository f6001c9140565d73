import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFailed, test } from "vitest";
import { LocalService, makeHome } from "../start/local-service.ts";
import { schemathesis } from "./schemathesis.ts";

let service: LocalService;

beforeAll(async () => {
  service = await LocalService.start(await makeHome(["case_001", "case_sparse", "bundle_rich"]));
});

afterAll(async () => {
  await service.discard();
});

/** These artifacts are in evidence bundles only. */
const OF_BUNDLES = ["sweep_manifest", "monte_carlo_stats", "confidence_surface", "entropy_surface"];

/** Path parameters for which the service has data, where the examples of the description name none. */
async function knownData(): Promise<string> {
  const page = await (await service.get("/")).text();
  const [, asset = ""] = /\/assets\/([\w.-]+)/.exec(page) ?? [];
  const operations = [
    ["/assets/{asset}", `asset = "${asset}"`],
    ...OF_BUNDLES.map((name) => [`/demo/cases/{case_id}/${name}`, 'case_id = "bundle_rich"']),
  ];
  return operations
    .map(
      ([path, parameter]) =>
        `[[operations]]\ninclude-path = "${path}"\nparameters = { ${parameter} }\n`,
    )
    .join("");
}

test("every answer to generated requests matches the service's own API description", async () => {
  const description = `${service.url}/openapi.json`;
  const { report, output } = await schemathesis(description, service.url, await knownData());
  onTestFailed(() => void process.stderr.write(output));
  expect(report.failures).toEqual([]);
  expect(report.errors).toEqual([]);
  expect(report.complete).toBe(true);
  const { tested, total } = report.operations;
  expect(tested).toBe(total);
  expect(tested).toBeGreaterThan(20);
  const phases = Object.entries(report.phases).map(([name, { status }]) => `${name} ${status}`);
  const expected = ["coverage success", "examples success", "fuzzing success", "stateful success"];
  expect(phases.toSorted()).toEqual(expected);
  const warnings = Object.entries(report.warnings).filter(([, about]) => about.length > 0);
  expect(warnings).toEqual([]);
});

test("a description that is wrong about a status, a header and a member is refuted", async () => {
  const file = join(service.home.root, "wrong.json");
  const description = JSON.parse(await readFile("docs/openapi.json", "utf8"));
  const { get } = description.paths["/version"];
  delete get.responses[200];
  description.components.headers.Vary.schema = { const: "Cookie" };
  description.components.schemas.Health.properties.status = { type: "integer" };
  await writeFile(file, JSON.stringify(description));
  const some = ["--include-path", "/health", "--include-path", "/version", "--phases", "coverage"];
  const { report, output } = await schemathesis(file, service.url, "", some);
  await rm(file);
  onTestFailed(() => void process.stderr.write(output));
  expect(report.failures).not.toEqual([]);
  for (const found of ["Undocumented status code", "Cookie", "is not of type"]) {
    expect(output).toContain(found);
  }
});
