import { mkdir } from "node:fs/promises";
import * as v from "valibot";
import { beforeEach, expect, test } from "vitest";
import { problemOf } from "./problems.ts";
import { addCase, openTestService, type TestService } from "./test-service.ts";

const PageSchema = v.object({ cases: v.array(v.unknown()), total: v.number() });
const ROUTES = ["/report/cases", "/demo/cases"] as const;

let service: TestService;
beforeEach(async () => {
  service = await openTestService({ cases: [] });
});

async function addCases(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, nth) => `case_${String(nth).padStart(3, "0")}`);
  for (const id of ids) await addCase(service.artifactRoot, id);
  return ids;
}

const idOf = (entry: unknown) =>
  typeof entry === "string" ? entry : v.parse(v.object({ case_id: v.string() }), entry).case_id;

/** Follows the links as a client behind a proxy does: relative to the address that it asked. */
async function walk(path: string): Promise<string[][]> {
  const prefix = "https://audit.example.org/some/prefix";
  const pages: string[][] = [];
  let address: string | undefined = prefix + path;
  while (address !== undefined) {
    const answer = await service.request(address.slice(prefix.length));
    expect(answer.status).toBe(200);
    pages.push(v.parse(PageSchema, await answer.json()).cases.map(idOf));
    const link = /^<(?<target>[^>]+)>; rel="next"$/.exec(answer.headers.get("link") ?? "");
    address = link?.groups?.["target"] && new URL(link.groups["target"], address).href;
  }
  return pages;
}

test.each(ROUTES)("%s has 100 cases on a page, and links lead to all others", async (route) => {
  const ids = await addCases(230);
  const pages = await walk(route);
  expect(pages.map(({ length }) => length)).toEqual([100, 100, 30]);
  expect(pages.flat()).toEqual(ids);
});

test("both lists have the same cases in the same order, for a search, an order and a limit", async () => {
  await addCases(25);
  const query = "?q=EFFUSION&sort=-id&limit=10";
  const pages = await walk(`/report/cases${query}`);
  expect(pages.map(({ length }) => length)).toEqual([10, 10, 5]);
  expect(pages.flat().at(0)).toBe("case_024");
  expect(await walk(`/demo/cases${query}`)).toEqual(pages);
});

test.each(ROUTES)(
  "the last page of %s has no link, also when it is full or empty",
  async (route) => {
    await addCases(3);
    for (const query of ["?limit=3", "?limit=1000", "?q=none", "?q="]) {
      expect((await service.request(route + query)).headers.get("link")).toBeNull();
    }
    const { total } = v.parse(PageSchema, await (await service.request(`${route}?limit=1`)).json());
    expect(total).toBe(3);
  },
);

test.each([
  ["limit=0", /limit: expected a whole number from 1 to 1000\. Without it, a page has 100 entries/],
  ["limit=1001", /limit: expected a whole number/],
  ["limit=", /limit: expected a whole number/],
  ["limit=ten", /limit: expected a whole number/],
  ["limit=1&limit=2", /limit: expected one value\. Send it once/],
  ["sort=worst", /sort: expected one of id, -id, title, .*Without it, the order is id/],
  ["sort=--id", /sort: expected one of/],
  ["sort=constructor", /sort: expected one of/],
  ["filter=worst", /filter: expected one of all, failed_checks, record_differs, .*Leave it out/],
  ["partial=yes", /partial: expected true\. Leave it out to wait/],
  [`q=${"x".repeat(201)}`, /q: expected at most 200 characters\. Search for fewer words/],
  ["cursor=", /cursor: expected a value from the Link header of a page\. Leave it out/],
  ["cursor=abc", /cursor: expected a value from the Link header/],
  ["cursor=%00%ff", /cursor: expected a value from the Link header/],
])("?%s is refused with what is wrong, where, and what to do", async (query, words) => {
  for (const route of ROUTES) {
    const problem = await problemOf(await service.request(`${route}?${query}`), "invalid_request");
    expect(problem.detail).toMatch(words);
  }
});

test("a cursor of another search or order is refused", async () => {
  await addCases(3);
  const link = (await service.request("/demo/cases?limit=1")).headers.get("link") ?? "";
  const cursor = /cursor=(?<cursor>[\w-]+)/.exec(link)?.groups?.["cursor"] ?? "";
  for (const other of ["sort=title", "q=case", "filter=no_report"]) {
    const answer = await service.request(`/demo/cases?cursor=${cursor}&${other}`);
    const problem = await problemOf(answer, "invalid_request");
    expect(problem.detail).toContain("a page with the same q, filter and sort");
  }
  const next = await service.request(`/demo/cases?cursor=${cursor}&limit=2`);
  const { cases } = v.parse(PageSchema, await next.json());
  expect(cases.map(idOf)).toEqual(["case_001", "case_002"]);
});

test("health counts the first 1,000 entries, and says whether there are others", async () => {
  for (let nth = 0; nth < 1_000; nth++) await mkdir(`${service.artifactRoot}/c${nth}`);
  const health = async () => await (await service.request("/demo/health")).json();
  expect(await health()).toMatchObject({ cases_available: 1_000, counted_all: true });
  await mkdir(`${service.artifactRoot}/another`);
  expect(await health()).toMatchObject({ cases_available: 1_000, counted_all: false });
});
