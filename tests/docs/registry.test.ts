import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { markdownFiles, readMarkdown, section, tableRows } from "./markdown.ts";

const PAGE = readMarkdown("docs/registry.md");

const OPEN = tableRows(section(PAGE, "Open"));
const CLOSED = tableRows(section(PAGE, "Closed"));
const IDS = [...OPEN, ...CLOSED].map(([id = ""]) => id);

test("the items of the project's start are closed, except for branch protection", () => {
  const closed = CLOSED.map(([id]) => id);
  expect(closed).toEqual(expect.arrayContaining(["COV-002", "DEP-001", "SCAN-001", "SEC-001"]));
  expect(OPEN.map(([id]) => id)).toContain("GOV-001");
});

test("every id is unique", () => {
  expect([...new Set(IDS)]).toEqual(IDS);
});

test.each(OPEN)("%s is a sentence with an owner and an end", (id, limit, owner, exit) => {
  expect(id).toMatch(/^[A-Z]{2,5}-\d{3}$/);
  expect(limit).toMatch(/^\S.+ .+\.$/);
  expect(["maintainers", "administrator", "operator"]).toContain(owner);
  expect(exit).toMatch(/\S+ \S+/);
});

test.each(CLOSED)("%s is closed by files that exist", (id, what, last = "") => {
  expect(id).toMatch(/^[A-Z]{2,5}-\d{3}$/);
  expect(what).toMatch(/\.$/);
  const evidence = [...last.matchAll(/`([^`]+)`/g)].map(([, path = ""]) => path);
  expect(evidence.length).toBeGreaterThan(0);
  expect(evidence.filter((path) => !existsSync(path))).toEqual([]);
});

test("everything that other pages call deferred is in the register", () => {
  const pages = markdownFiles().filter((path) => !/registry|CHANGELOG/.test(path));
  const text = pages.map((path) => readMarkdown(path)).join("\n");
  const named = [...text.matchAll(/`([A-Z]{2,5}-\d{3})`/g)].map(([, id = ""]) => id);
  expect(named.length).toBeGreaterThan(3);
  expect(named.filter((id) => !IDS.includes(id))).toEqual([]);
});

test("branch protection requires checks that the workflows have", () => {
  const [, asked] = /"contexts": (\[[^\]]*\])/.exec(PAGE) ?? [];
  const names = [...readMarkdown(".github/workflows/ci.yml").matchAll(/^ {4}name: "?(.+?)"?$/gm)];
  const codeql = readMarkdown(".github/workflows/codeql.yml");
  const [, languages = ""] = /^ {8}language: \[(.*)\]$/m.exec(codeql) ?? [];
  expect(codeql).toContain("name: analyse (${{ matrix.language }})");
  const analyses = languages.split(", ").map((language) => `analyse (${language})`);
  expect(JSON.parse(asked ?? "[]")).toEqual(["ci: everything", ...analyses]);
  expect(names.map(([, name]) => name)).toContain("ci: everything");
});
