import { describe, expect, test } from "vitest";
import { ERROR_CODES } from "../../lib/error-codes.ts";
import { apiPage } from "../../lib/openapi/markdown/page.ts";
import { DESCRIPTION } from "./described.ts";

const PAGE = apiPage(DESCRIPTION);

/** The part of the page from one heading to the next of its level. */
function section(heading: string): string {
  const [, rest] = PAGE.split(`\n${heading}\n`);
  if (rest === undefined) throw new Error(`expected the heading ${heading}, found none`);
  return rest.split(/\n##+ /)[0] ?? "";
}

const ROUTES = Object.entries(DESCRIPTION.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, { summary, description }]) => ({
    title: `${method.toUpperCase()} ${path}`,
    summary,
    description,
  })),
);

test.each(ROUTES)("$title has a section or a row in the section of a route like it", (route) => {
  const { title, description } = route;
  const row = `| \`${title}\` | ${description} |`;
  expect(
    PAGE.split("\n").filter((line) => line === row || line === `### \`${title}\``),
  ).toHaveLength(1);
});

const SECTIONS = [...PAGE.matchAll(/^### `(.+)`$/gm)].map(([, title = ""]) => title);

describe.each(SECTIONS)("the page's section on %s", (title) => {
  const text = section(`### \`${title}\``);

  test("says what the route does", () => {
    const route = ROUTES.find((other) => other.title === title);
    expect(text).toContain(`**${route?.summary}.** ${route?.description}`);
  });

  test("has its answer", () => {
    expect(text).toMatch(/\*\*200\*\*, `(application|text)\/(json|pdf|html|javascript)`.*: \w/);
  });
});

test("routes that are called in the same way share a section", () => {
  expect(SECTIONS.length).toBeLessThan(ROUTES.length);
  const text = section("### `GET /demo/cases/{case_id}/manifest`");
  expect(text).toContain("| `GET /demo/cases/{case_id}/overlay` | The same as `overlay_bundle`. |");
  expect(text).not.toContain("`GET /demo/cases/{case_id}/checksums`");
});

test("a route's section has its parameters, answers and errors", () => {
  const text = section("### `POST /report/generate`");
  expect(text).toContain(
    `curl -fsS -o report.pdf 'http://localhost:3000/report/generate' -H 'content-type: application/json' -d '{"case_id":"case_001"}'`,
  );
  expect(text).toContain("Takes `Prefer`.");
  for (const header of ["X-Cache-Hit", "X-Cache-Key", "ETag", "Content-Location"]) {
    expect(text).toContain(`\`${header}\``);
  }
  expect(text).toContain("409 `in_progress`");
  expect(text).toMatch(/; 503 (?:`\w+`, )*`no_capacity`/);
});

test("a parameter without a known value is left to fill in", () => {
  const text = section("### `GET /report/{cache_key}.pdf`");
  expect(text).toContain("'http://localhost:3000/report/<cache_key>.pdf'");
  expect(text).toContain("**303**, no body: ");
});

test("the members of an answer are explained, with an example", () => {
  const text = section("### `GET /demo/cases/{case_id}/manifest`");
  expect(text).not.toContain("curl");
  expect(text).toContain("| `artifact_type` | `manifest` |");
  expect(text).toContain("| `data` | `Manifest` of `/openapi.json` |");
  expect(text).toContain('```json\n{"case_id":"case_sparse"');
});

test("members that are parameters too are explained with the parameters only", () => {
  expect(section("### `GET /demo/cases/{case_id}/verify`")).not.toContain("| `case_id` |");
  expect(section("## Parameters and headers")).toContain("| `case_id` |");
});

test("headers of nearly every answer are listed once", () => {
  const text = section("### `GET /report/cases`");
  expect(text).not.toMatch(/`(?:Cache-Control|Vary)/);
  expect(section("## Parameters and headers")).toContain("A 200 has `Cache-Control: no-cache`");
});

test("every parameter and header is explained once, those of CORS in words", () => {
  const text = section("## Parameters and headers");
  for (const { name, description } of Object.values(DESCRIPTION.components.parameters)) {
    expect(text).toContain(`| \`${name}\` |`);
    expect(text).toContain(description);
  }
  expect(text).toContain("| `Cache-Control: no-store` |");
  expect(text).not.toContain("Access-Control");
  expect(section("## CORS")).toContain("`Access-Control-Allow-Origin`");
});

test("every problem is named, and those of all routes only once", () => {
  for (const code of ERROR_CODES) expect(PAGE).toContain(`\`${code}\``);
  const listed = PAGE.split("\n").filter((line) => line.startsWith("Problems: "));
  expect(listed.length).toBeGreaterThan(5);
  for (const line of listed) {
    expect(line).not.toMatch(/`(?:invalid_request|method_not_allowed|internal)`/);
  }
});

test("a bar or a line break in a text does not break its table", () => {
  const description = "either | or\nneither";
  const entries = Object.entries(DESCRIPTION.components.parameters);
  const parameters = Object.fromEntries(
    entries.map(([key, parameter]) => [key, { ...parameter, description }]),
  );
  const components = { ...DESCRIPTION.components, parameters };
  expect(apiPage({ ...DESCRIPTION, components })).toContain(String.raw`| either \| or neither |`);
});

test("a dangling reference is refused", () => {
  const components = { ...DESCRIPTION.components, parameters: {} };
  expect(() => apiPage({ ...DESCRIPTION, components })).toThrow(
    /components\/parameters\/\w+: expected a component, found none/,
  );
});
