import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { describe, expect, it, test } from "vitest";
import { packageFolders } from "../../.ci/lockfiles.ts";
import { productionPaths } from "../../.ci/production.ts";
import { EXCEPTIONS, licenceBreaches, type Licensed } from "./licence-rules.ts";
import { nameOf, packagesIn } from "./lockfile-rules.ts";

const LICENCE = v.object({ license: v.optional(v.string()) });

/** The licence in an installed package takes precedence over the one in the lockfile. */
function licensed(folder: string): Licensed[] {
  const lockfile = readFileSync(join(folder, "package-lock.json"), "utf8");
  // Only the root is deployed; the others hold what tests need.
  const deployed = new Set(folder === "." ? productionPaths(lockfile) : []);
  return packagesIn(lockfile).map(([path, { license }]) => {
    const own = join(folder, path, "package.json");
    const said = existsSync(own)
      ? v.parse(LICENCE, JSON.parse(readFileSync(own, "utf8"))).license
      : license;
    return { name: nameOf(path), licence: said, isDeployed: deployed.has(path) };
  });
}

const ALL = packageFolders().map((folder) => ({ folder, packages: licensed(folder) }));

test.each(ALL)("the packages of $folder have licences that may be used", ({ packages }) => {
  expect(packages.length).toBeGreaterThan(5);
  expect(licenceBreaches(packages)).toEqual([]);
});

test("the check covers deployed and development packages, as the lockfile says", () => {
  const [root] = ALL;
  const deployed = root?.packages.filter(({ isDeployed }) => isDeployed) ?? [];
  expect(deployed.length).toBeGreaterThan(50);
  expect(deployed.length).toBeLessThan((root?.packages.length ?? 0) / 2);
});

test.each(Object.entries(EXCEPTIONS))("%s still needs its exception", (name, { named }) => {
  const found = ALL.flatMap(({ packages }) => packages).filter((one) => one.name === name);
  expect(found.map(({ licence = "none" }) => licence)).toEqual([named]);
});

describe("a licence", () => {
  it.each([
    ["MIT", true],
    ["(MIT OR GPL-3.0-or-later)", true],
    ["MIT OR Apache-2.0", true],
    ["(MIT AND Zlib)", false],
    ["MPL-2.0", false],
    ["GPL-3.0-or-later", false],
    ["AGPL-3.0-only", false],
    ["UNLICENSED", false],
    ["SEE LICENSE IN LICENSE", false],
    ["", false],
    [undefined, false],
    ["((MIT OR GPL-3.0-only) AND GPL-3.0-only)", false],
    ["GPL-2.0-only WITH Classpath-exception-2.0", false],
  ])("that is %s is allowed in production: %s", (licence, fits) => {
    const breaches = licenceBreaches([{ name: "some", licence, isDeployed: true }]);
    expect(breaches.length === 0).toBe(fits);
  });

  it("may be weaker for development, but not unknown", () => {
    const breaches = ["MPL-2.0", "(MIT AND Zlib)", "GPL-3.0-only"].map((licence) =>
      licenceBreaches([{ name: "some", licence, isDeployed: false }]),
    );
    expect(breaches).toEqual([
      [],
      [],
      [expect.stringContaining("some has the licence GPL-3.0-only")],
    ]);
  });

  it("of an exception applies only to the named licence", () => {
    const changed = { name: "jsonify", licence: "GPL-3.0-only", isDeployed: true };
    expect(licenceBreaches([changed])).toHaveLength(1);
  });
});
