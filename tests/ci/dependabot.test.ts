import { readFileSync } from "node:fs";
import * as v from "valibot";
import { expect, test } from "vitest";
import { parse } from "yaml";
import packageFile from "../../package.json" with { type: "json" };
import { packageFolders } from "../../.ci/lockfiles.ts";

const Days = v.pipe(v.number(), v.minValue(3), v.maxValue(90));
const Ignored = v.looseObject({
  "dependency-name": v.string(),
  versions: v.optional(v.array(v.string()), []),
});
const DependabotSchema = v.object({
  version: v.literal(2),
  updates: v.array(
    v.looseObject({
      "package-ecosystem": v.picklist(["npm", "github-actions"]),
      directory: v.string(),
      ignore: v.optional(v.array(Ignored), []),
      cooldown: v.object({ "default-days": Days, "semver-major-days": v.optional(Days) }),
    }),
  ),
});

const { updates } = v.parse(
  DependabotSchema,
  parse(readFileSync(".github/dependabot.yml", "utf8")),
);

test("every lockfile and the workflows are kept up to date, with versions that have been out for days", () => {
  const kept = updates.map((update) => `${update["package-ecosystem"]} ${update.directory}`);
  const npm = packageFolders().map((folder) => `npm ${folder === "." ? "/" : `/${folder}`}`);
  expect(kept.toSorted()).toEqual(["github-actions /", ...npm].toSorted());
});

test("what docs/registry.md holds back for Node 20 is not asked for", () => {
  const row = /^\| PLAT-001 .*$/m.exec(readFileSync("docs/registry.md", "utf8"))?.[0] ?? "";
  const used: Readonly<Record<string, string>> = {
    ...packageFile.dependencies,
    ...packageFile.devDependencies,
  };
  const held = [...row.matchAll(/([a-z-]+) (\d+)/g)].filter(([, name = ""]) => name in used);
  expect(held.map(([, name]) => name)).toEqual(["commander", "vitest"]);
  const ignored = updates
    .filter(({ directory }) => directory === "/")
    .flatMap(({ ignore }) => ignore);
  for (const [, name, major] of held) {
    expect(ignored).toContainEqual({
      "dependency-name": name,
      versions: [`>=${Number(major) + 1}`],
    });
  }
});
