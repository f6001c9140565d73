import { describe, expect, test } from "vitest";
import { ERROR_CODES } from "../../lib/error-codes.ts";
import { apiPage } from "../../lib/openapi/markdown/page.ts";
import type { OpenApiDocument } from "../../lib/openapi/specification.ts";
import { DESCRIPTION } from "./described.ts";

const PAGE = apiPage(DESCRIPTION);

/** The part of the page from one heading to the next of its level. */
function section(heading: string): string {
  const [, rest] = PAGE.split(`\n${heading}\n`);
  if (rest === undefined) throw new Error(`expected the heading ${heading}, found none`);
  return rest.split(/\n##+ /)[0] ?? "";
}

function literally(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll("\n", " ");
}

const ROUTES = Object.entries(DESCRIPTION.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, { summary, description }]) => ({
    title: `${method.toUpperCase()} ${path}`,
    summary,
    description,
  })),
);

test.each(ROUTES)("$title is listed at the top or in the section of a route like it", (route) => {
  const { title, summary, description } = route;
  const [, row] = PAGE.split(`| \`${title}\``);
  expect(row?.split("\n")[0]).toMatch(
    new RegExp(
      `^(?:, and \\d like it)? \\| (?:${literally(summary)}|${literally(description)}) \\|$`,
    ),
  );
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
  const [path = ""] = Object.keys(DESCRIPTION.paths);
  const post = DESCRIPTION.paths[path]?.post;
  const summary = "either | or\nneither";
  const changed: OpenApiDocument = {
    ...DESCRIPTION,
    paths: post === undefined ? {} : { [path]: { post: { ...post, summary } } },
  };
  expect(apiPage(changed)).toContain(String.raw`| either \| or neither |`);
});

test("a dangling reference is refused", () => {
  const components = { ...DESCRIPTION.components, parameters: {} };
  expect(() => apiPage({ ...DESCRIPTION, components })).toThrow(
    /components\/parameters\/\w+: expected a component, found none/,
  );
});
