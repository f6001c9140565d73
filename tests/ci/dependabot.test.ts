import { readFileSync, readdirSync } from "node:fs";
import { basename, dirname } from "node:path";
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
      "package-ecosystem": v.picklist(["npm", "pip", "maven", "gomod", "github-actions"]),
      directory: v.string(),
      ignore: v.optional(v.array(Ignored), []),
      cooldown: v.object({ "default-days": Days, "semver-major-days": v.optional(Days) }),
    }),
  ),
});

const ECOSYSTEMS: Readonly<Record<string, string>> = {
  "requirements.txt": "pip",
  "go.mod": "gomod",
  "pom.xml": "maven",
};

const { updates } = v.parse(
  DependabotSchema,
  parse(readFileSync(".github/dependabot.yml", "utf8")),
);

test("Dependabot updates every lockfile and the workflows, to versions that are some days old", () => {
  const kept = updates.map((update) => `${update["package-ecosystem"]} ${update.directory}`);
  const npm = packageFolders().map((folder) => `npm ${folder === "." ? "/" : `/${folder}`}`);
  const others = readdirSync("tests", { recursive: true, encoding: "utf8" })
    .filter((path) => basename(path) in ECOSYSTEMS && !path.includes("node_modules"))
    .map((path) => `${ECOSYSTEMS[basename(path)]} /tests/${dirname(path)}`);
  expect(others.length).toBeGreaterThan(4);
  expect(kept.toSorted()).toEqual(["github-actions /", ...npm, ...others].toSorted());
});

test("Dependabot ignores the versions that docs/registry.md holds back for Node 20", () => {
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
