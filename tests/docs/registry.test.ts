import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { namedPaths, readMarkdown, section, tableRows } from "./markdown.ts";

const PAGE = readMarkdown("docs/registry.md");

interface Item {
  readonly id: string;
  readonly what: string;
  readonly owner: string;
  readonly reason: string;
  readonly exit: string;
  /** Of what is open its state, of what is closed the evidence. */
  readonly last: string;
}

function itemsBelow(heading: string): Item[] {
  return tableRows(section(PAGE, heading)).map((cells) => {
    const [id = "", what = "", owner = "", reason = "", exit = "", last = ""] = cells;
    return { id, what, owner, reason, exit, last };
  });
}

const CLOSED = itemsBelow("Closed");
const OPEN = itemsBelow("Open");

test("the items that the project was begun with are where they belong", () => {
  const closed = CLOSED.map(({ id }) => id);
  const open = OPEN.map(({ id }) => id);
  expect(closed).toEqual(expect.arrayContaining(["COV-002", "DEP-001", "SCAN-001", "SEC-001"]));
  expect(open).toContain("GOV-001");
});

test("no id is given twice", () => {
  const ids = [...CLOSED, ...OPEN].map(({ id }) => id);
  expect([...new Set(ids)]).toEqual(ids);
});

describe.each([...CLOSED, ...OPEN])("$id", ({ id, what, owner, reason, exit, last }) => {
  test("has an id of the family, an owner that is a role, a reason and an exit", () => {
    expect(id).toMatch(/^[A-Z]{2,5}-\d{3}$/);
    expect(["maintainers", "administrator", "operator"]).toContain(owner);
    for (const words of [what, reason, exit]) expect(words).toMatch(/\w+ \w+/);
    expect(last).not.toBe("");
  });
});

test.each(OPEN)("$id says how open it is", ({ last }) => {
  expect(["open", "partly closed"]).toContain(last);
});

test.each(CLOSED)("$id is closed by what can be looked at", ({ last }) => {
  const evidence = [...last.matchAll(/`([^`]+)`/g)].map(([, path = ""]) => path);
  expect(evidence.length).toBeGreaterThan(0);
  expect(evidence.filter((path) => !existsSync(path))).toEqual([]);
});

test("what other pages say is deferred is in the register", () => {
  const ids = new Set([...CLOSED, ...OPEN].map(({ id }) => id));
  const pages = ["SECURITY.md", "CONTRIBUTING.md", "docs/dependencies.md", "docs/milestones.md"];
  const text = pages.map((path) => readMarkdown(path)).join("\n");
  const named = [...text.matchAll(/`([A-Z]{2,5}-\d{3})`/g)].map(([, id = ""]) => id);
  expect(named.length).toBeGreaterThan(3);
  expect(named.filter((id) => !ids.has(id))).toEqual([]);
});

test("branch protection asks for checks that the workflows have", () => {
  const [, asked] = /"contexts": (\[[^\]]*\])/.exec(PAGE) ?? [];
  const names = [...readMarkdown(".github/workflows/ci.yml").matchAll(/^ {4}name: "?(.+?)"?$/gm)];
  const codeql = readMarkdown(".github/workflows/codeql.yml");
  const [, languages = ""] = /^ {8}language: \[(.*)\]$/m.exec(codeql) ?? [];
  expect(codeql).toContain("name: analyse (${{ matrix.language }})");
  const analyses = languages.split(", ").map((language) => `analyse (${language})`);
  expect(JSON.parse(asked ?? "[]")).toEqual(["ci: everything", ...analyses]);
  expect(names.map(([, name]) => name)).toContain("ci: everything");
});

test("every criterion of a milestone names its evidence, and that is there", () => {
  const rows = tableRows(readMarkdown("docs/milestones.md"));
  expect(rows.length).toBeGreaterThan(6);
  for (const [criterion, state = "", evidence = "", command = ""] of rows) {
    expect([criterion, state]).toEqual([
      expect.stringMatching(/\w+ \w+/),
      expect.stringMatching(/^(?:met|not met: \w|open)/),
    ]);
    const paths = [
      ...namedPaths(evidence),
      ...[...evidence.matchAll(/`(\w[\w.-]*\.\w+)`/g)].map(([, path = ""]) => path),
    ];
    expect(paths).not.toEqual([]);
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
    expect(command).toContain("`");
  }
});
