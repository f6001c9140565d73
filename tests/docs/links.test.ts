import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";
import { markdownFiles, namedPaths, readMarkdown, withoutBlocks } from "./markdown.ts";

const FILES = markdownFiles();
/** A path may leave out the ending, and of a decision all but its number. */
function isThere(path: string): boolean {
  if (existsSync(path)) return true;
  const names = existsSync(dirname(path)) ? readdirSync(dirname(path)) : [];
  return names.some((name) => name.startsWith(`${basename(path)}.`)) || isDecision(path, names);
}

function isDecision(path: string, names: readonly string[]): boolean {
  return /\/\d{4}$/.test(path) && names.some((name) => name.startsWith(`${basename(path)}-`));
}

/** Targets of links and pictures, in markdown and in HTML. */
function targetsOf(text: string): string[] {
  const prose = withoutBlocks(text).replaceAll(/`[^`\n]*`/g, "");
  const links = [...prose.matchAll(/\]\(([^()\s]+)\)|\b(?:href|src)="([^"]+)"/g)];
  return links.map(([, inMarkdown, inHtml]) => inMarkdown ?? inHtml ?? "");
}

/** Headings as GitHub names them: lower case, no punctuation, hyphens for spaces, numbered if repeated. */
function anchorsOf(text: string): Set<string> {
  const headings = [...withoutBlocks(text).matchAll(/^#{1,6} (.+)$/gm)];
  const seen = new Map<string, number>();
  return new Set(
    headings.map(([, heading = ""]) => {
      const words = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1").toLowerCase();
      const slug = words.replaceAll(/[^\p{L}\p{N}\s_-]/gu, "").replaceAll(/\s/g, "-");
      const before = seen.get(slug) ?? 0;
      seen.set(slug, before + 1);
      return before === 0 ? slug : `${slug}-${before}`;
    }),
  );
}

/** The fault of a link in a file, or undefined. */
function faultOf(file: string, target: string): string | undefined {
  if (/^(?:https?|mailto):/.test(target)) return undefined;
  const [path = "", anchor] = target.split("#");
  const found = path === "" ? file : normalize(join(dirname(file), path));
  if (!existsSync(found)) return `${file}: ${target} is not there`;
  if (anchor === undefined || !found.endsWith(".md")) return undefined;
  return anchorsOf(readMarkdown(found)).has(anchor) ? undefined : `${file}: no heading ${target}`;
}

test("the pages that people look for first exist", () => {
  expect(FILES).toEqual(
    expect.arrayContaining(["README.md", "CONTRIBUTING.md", "SECURITY.md", "docs/registry.md"]),
  );
});

test.each(FILES)("every link of %s has a target", (file) => {
  const faults = targetsOf(readMarkdown(file)).map((target) => faultOf(file, target));
  expect(faults.filter((fault) => fault !== undefined)).toEqual([]);
});

test.each(FILES)("every file that %s names exists", (file) => {
  const missing = namedPaths(readMarkdown(file)).filter((path) => !isThere(path));
  expect(missing).toEqual([]);
});

test.each([
  ["docs/report.md", "registry.md#open", undefined],
  ["docs/report.md", "images/nothing.png", "docs/report.md: images/nothing.png is not there"],
  ["docs/report.md", "#text", undefined],
  ["docs/report.md", "#nowhere", "docs/report.md: no heading #nowhere"],
  ["docs/report.md", "registry.md#nowhere", "docs/report.md: no heading registry.md#nowhere"],
  ["docs/report.md", "https://example.org/", undefined],
])("a link in %s to %s: %s", (file, target, fault) => {
  expect(faultOf(file, target)).toBe(fault);
});

test("links are found in text, and not in code", () => {
  const text = '[a](b.md) ![c](d.png) <img src="e.png">\n`[no](f.md)`\n```\n[no](g.md)\n```\n';
  expect(targetsOf(text)).toEqual(["b.md", "d.png", "e.png"]);
});

test.each([
  ["lib/errors.ts", true],
  ["lib/errors", true],
  ["docs/decisions/0001", true],
  ["docs/decisions/0001-osls.md", true],
  ["docs/decisions", true],
  ["lib/error", false],
  ["docs/decisions/000", false],
  ["lib/nowhere/at-all.ts", false],
])("%s exists: %s", (path, there) => {
  expect(isThere(path)).toBe(there);
});
