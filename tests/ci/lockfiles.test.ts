import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { packageFolders } from "../../.ci/lockfiles.ts";
import {
  INSTALL_SCRIPTS,
  lockfileBreaches,
  nameOf,
  packagesIn,
  type Locked,
} from "./lockfile-rules.ts";

const read = (path: string) => (existsSync(path) ? readFileSync(path, "utf8") : undefined);

const ALL: readonly Locked[] = packageFolders().map((folder) => ({
  folder,
  packageJson: read(join(folder, "package.json")) ?? "",
  lockfile: read(join(folder, "package-lock.json")),
}));

const [ROOT = { folder: ".", packageJson: "{}", lockfile: undefined }] = ALL;

/** The root's files with one thing broken; the replaced text has to exist. */
function broken(file: "packageJson" | "lockfile", from: string | RegExp, to: string): Locked {
  const text = ROOT[file] ?? "";
  const changed = text.replace(from, () => to);
  if (changed === text) throw new Error(`${file}: expected ${from}`);
  return { ...ROOT, [file]: changed };
}

test("every folder with a package.json is checked", () => {
  const folders = [".", "tests/browsers", "tests/client", "tests/packaged", "tests/runtimes"];
  expect(ALL.map(({ folder }) => folder)).toEqual(folders);
});

test.each(ALL)(
  "the lockfile of $folder holds what package.json asks for, hashed and published",
  (locked) => {
    expect(packagesIn(locked.lockfile ?? "").length).toBeGreaterThan(5);
    expect(lockfileBreaches(locked)).toEqual([]);
  },
);

const hashes = (text = "{}") =>
  new Map(packagesIn(text).map(([path, { integrity }]) => [path, integrity]));

test("the installed packages are those of the lockfile", () => {
  const locked = hashes(ROOT.lockfile);
  const installed = hashes(read("node_modules/.package-lock.json"));
  const differing = [...installed]
    .filter(([path, hash]) => locked.get(path) !== hash)
    .map(
      ([path]) => `${path} is not what package-lock.json says: run npm ci, and never edit a hash`,
    );
  expect(installed.size).toBeGreaterThan(100);
  expect(differing).toEqual([]);
});

test.each(Object.keys(INSTALL_SCRIPTS))("%s still has its allowed install script", (name) => {
  const having = ALL.flatMap(({ lockfile = "" }) => packagesIn(lockfile))
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => nameOf(path));
  expect(having).toContain(name);
});

test.each(ALL)("npm in $folder runs no install scripts, and saves exact versions", ({ folder }) => {
  const settings = (read(join(folder, ".npmrc")) ?? "").split("\n");
  expect(settings).toEqual(expect.arrayContaining(["ignore-scripts=true", "save-exact=true"]));
});

const HONO = /"node_modules\/hono": \{\s+"version": "([\d.]+)",\s+"integrity": "sha512-[^"]+"/;
const hono = (members: string) => `"node_modules/hono": { ${members}`;
const HASH = `"integrity": "sha512-${"A".repeat(86)}=="`;

describe("a breach", () => {
  it.each([
    ["packageJson", /"hono": "[\d.]+"/, '"hono": "^4.0.0"', "hono ^4.0.0: name one exact version"],
    ["packageJson", /"hono": "[\d.]+"/, '"hono": "latest"', "hono latest: name one exact version"],
    ["packageJson", /"hono": "[\d.]+"/, '"hono": "4"', "name one exact version"],
    ["packageJson", /"hono": "[\d.]+"/, '"hono": "4.x"', "name one exact version"],
    ["packageJson", /"hono": "[\d.]+"/, '"hono": "github:a/b"', "name one exact version"],
    ["packageJson", /"hono": "[\d.]+"/, '"hono": "file:../hono"', "name one exact version"],
    [
      "packageJson",
      /"hono": "[\d.]+"/,
      '"hono": "https://a.example/b.tgz"',
      "name one exact version",
    ],
    [
      "packageJson",
      /"npm:osls@[\d.]+"/,
      '"npm:osls@^4"',
      "serverless npm:osls@^4: name one exact version",
    ],
    [
      "packageJson",
      '"dependencies": {',
      '"overrides": { "a": "^1.0.0" }, "dependencies": {',
      "a ^1.0.0",
    ],
    [
      "packageJson",
      '"dependencies": {',
      '"overrides": { "a": { "b": "*" } }, "dependencies": {',
      "b *",
    ],
    [
      "packageJson",
      '"dependencies": {',
      '"optionalDependencies": { "a": ">1" }, "dependencies": {',
      "a >1",
    ],
    [
      "packageJson",
      /"hono": "[\d.]+"/,
      '"hono": "4.0.0"',
      "out of step with package.json (dependencies)",
    ],
    ["packageJson", '"node": ">=', '"node": ">=1', "out of step with package.json (engines)"],
    ["packageJson", /"version": "[\d.]+"/, '"version": "9.9.9"', "(version)"],
    ["lockfile", '"lockfileVersion": 3', '"lockfileVersion": 1', "version 1"],
    ["lockfile", HONO, hono('"version": "4.0.0"'), "node_modules/hono: has no sha512"],
    ["lockfile", HONO, hono('"version": "4.0.0", "integrity": "sha1-AAAA"'), "has no sha512"],
    ["lockfile", HONO, hono('"version": "4.0.0", "integrity": "sha512-AAAA"'), "has no sha512"],
    [
      "lockfile",
      HONO,
      hono(`"version": "4.0.0", ${HASH}, "resolved": "http://a.example/"`),
      "npm's registry",
    ],
    [
      "lockfile",
      HONO,
      hono(`"version": "4.0.0", ${HASH}, "resolved": "https://a.example/hono.tgz"`),
      "npm's registry",
    ],
    [
      "lockfile",
      HONO,
      hono(`"version": "4.0.0", ${HASH}, "resolved": "git+ssh://git@a.example/"`),
      "npm's registry",
    ],
    [
      "lockfile",
      HONO,
      hono(`"version": "4.0.0", ${HASH}, "resolved": "file:hono.tgz"`),
      "npm's registry",
    ],
    [
      "lockfile",
      HONO,
      hono(`"version": "git+https://a.example", ${HASH}`),
      "it has to be a published one",
    ],
    [
      "lockfile",
      HONO,
      hono('"resolved": "lib/hono", "link": true'),
      "depend on published packages only",
    ],
    [
      "lockfile",
      HONO,
      hono(`"version": "4.0.0", ${HASH}, "inBundle": true`),
      "inside another package",
    ],
    [
      "lockfile",
      HONO,
      hono(`"version": "4.0.0", ${HASH}, "hasInstallScript": true`),
      "INSTALL_SCRIPTS",
    ],
    ["lockfile", '"node_modules/hono":', '"vendor/hono":', "depend on published packages only"],
  ] as const)("of the %s where %s is %s", (file, from, to, fault) => {
    expect(lockfileBreaches(broken(file, from, to))).toEqual(
      expect.arrayContaining([expect.stringContaining(fault)]),
    );
  });

  it("is a missing lockfile", () => {
    expect(lockfileBreaches({ ...ROOT, lockfile: undefined })).toEqual([
      ".: there is no package-lock.json: make one with npm, and commit it",
    ]);
  });

  it("is absent when npm's registry is named", () => {
    const locked = broken(
      "lockfile",
      HONO,
      hono(`"version": "4.0.0", ${HASH}, "resolved": "https://registry.npmjs.org/hono.tgz"`),
    );
    expect(lockfileBreaches(locked)).toEqual([]);
  });
});
