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

/** What the description cannot say: path parameters for which the service has data, and valid cursors. */
async function knownData(): Promise<string> {
  const page = await (await service.get("/")).text();
  const [, asset = ""] = /\/assets\/([\w.-]+)/.exec(page) ?? [];
  const operations = [
    ["/assets/{asset}", `asset = "${asset}"`],
    ...OF_BUNDLES.map((name) => [`/demo/cases/{case_id}/${name}`, 'case_id = "bundle_rich"']),
  ];
  const known = operations.map(([path, parameter]) =>
    ofPath(path, `parameters = { ${parameter} }`),
  );
  return [...known, ...LISTS.map((path) => ofPath(path, REFUSED_CURSORS))].join("");
}

const LISTS = ["/demo/cases", "/report/cases", "/report/cases/{case_id}/reports"];
/** A cursor is opaque: only a value that a page has returned is valid, which no schema can say. */
const REFUSED_CURSORS = "checks.positive_data_acceptance.expected-statuses = [200, 400]";

function ofPath(path: string | undefined, setting: string): string {
  return `[[operations]]\ninclude-path = "${path}"\n${setting}\n`;
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
