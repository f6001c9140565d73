import { execFileSync, type StdioOptions } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import description from "../../docs/openapi.json" with { type: "json" };
import lockfile from "../../package-lock.json" with { type: "json" };
import manifest from "../../package.json" with { type: "json" };

const { version } = manifest;

test("the version is a semantic version", () => {
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});

test("the copies of package.json's version by npm and the build are up to date", () => {
  const written = [lockfile.version, lockfile.packages[""].version, description.info.version];
  expect(written).toEqual([version, version, version]);
});

/** Demo cases have their own versions, and the changelog has those of all releases. */
const SEARCHED = [".ci", ".github", "docs", "functions", "lib", "README.md", "CONTRIBUTING.md"];
const LEFT_OUT = /^functions\/demo\/|^docs\/openapi\.json$|\.(?:png|ttf)$/;

function filesIn(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path).flatMap((name) => filesIn(join(path, name)));
}

/** Whether a text has a version, and not as a part of another one. */
function names(text: string, wanted: string): boolean {
  return new RegExp(`(?<![\\d.])${wanted.replaceAll(".", "\\.")}(?![\\d.]*\\d)`).test(text);
}

test("no other file repeats the version", () => {
  const files = [...SEARCHED, "serverless.yml", "SECURITY.md"].flatMap(filesIn);
  const repeating = files
    .filter((path) => !LEFT_OUT.test(path))
    .filter((path) => names(readFileSync(path, "utf8"), version));
  expect(files.length).toBeGreaterThan(200);
  expect(repeating).toEqual([]);
});

test.each([
  ['"version": "0.1.0"', true],
  ["v0.1.0.", true],
  ["10.1.0", false],
  ["0.1.0.4", false],
  ["0.1.01", false],
])("0.1.0 is in %s: %s", (text, found) => {
  expect(names(text, "0.1.0")).toBe(found);
});

/** The faults of a changelog at a commit, which may have a tag. */
function changelogFaults(changelog: string, stated: string, tag?: string): string[] {
  const [, ...sections] = changelog.split(/^## /m);
  const heads = sections.map((section) => section.split("\n")[0] ?? "");
  const [first = "", ...released] = heads;
  const faults = released
    .filter((head) => !/^\d+\.\d+\.\d+ - \d{4}-\d{2}-\d{2}$/.test(head))
    .map((head) => `expected a version and its date, found ${head}`);
  if (first !== "Unreleased") faults.push(`expected Unreleased first, found ${first}`);
  if (tag === undefined) return faults;
  if (tag !== `v${stated}`) faults.push(`expected the tag v${stated}, found ${tag}`);
  if (!(released[0] ?? "").startsWith(`${stated} - `)) faults.push(`${stated} is not the newest`);
  if (/^- /m.test(sections[0] ?? "")) faults.push("Unreleased has lines at a release");
  return faults;
}

/** The release tag of the commit that is checked out, if it has one. */
function tagOfCommit(): string | undefined {
  try {
    const git = ["describe", "--exact-match", "--tags", "--match", "v*"];
    const stdio: StdioOptions = ["ignore", "pipe", "ignore"];
    return execFileSync("git", git, { encoding: "utf8", stdio }).trim();
  } catch {
    return undefined;
  }
}

test("the changelog begins with unreleased changes, and a tagged commit has its version in it", () => {
  const changelog = readFileSync("CHANGELOG.md", "utf8");
  expect(changelogFaults(changelog, version, tagOfCommit())).toEqual([]);
});

const RELEASED = "# C\n\n## Unreleased\n\n## 0.2.0 - 2027-01-31\n\n- Something.\n";

test.each([
  [RELEASED, "0.2.0", "v0.2.0", []],
  [RELEASED, "0.2.0", undefined, []],
  [RELEASED, "0.2.0", "v0.3.0", ["expected the tag v0.2.0, found v0.3.0"]],
  [RELEASED, "0.3.0", "v0.3.0", ["0.3.0 is not the newest"]],
  [
    RELEASED.replace("## 0.2", "- More.\n\n## 0.2"),
    "0.2.0",
    "v0.2.0",
    ["Unreleased has lines at a release"],
  ],
  [
    RELEASED.replace(" - 2027-01-31", ""),
    "0.2.0",
    undefined,
    ["expected a version and its date, found 0.2.0"],
  ],
  [
    RELEASED.replace("## Unreleased\n\n", ""),
    "0.2.0",
    undefined,
    ["expected Unreleased first, found 0.2.0 - 2027-01-31"],
  ],
])("the faults of a changelog are found (%#)", (changelog, stated, tag, faults) => {
  expect(changelogFaults(changelog, stated, tag)).toEqual(faults);
});
