import { readFileSync } from "node:fs";
import * as v from "valibot";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { packageFolders } from "../../.ci/lockfiles.ts";

const Days = v.pipe(v.number(), v.minValue(3), v.maxValue(90));
const DependabotSchema = v.object({
  version: v.literal(2),
  updates: v.array(
    v.looseObject({
      "package-ecosystem": v.picklist(["npm", "github-actions"]),
      directory: v.string(),
      cooldown: v.object({ "default-days": Days, "semver-major-days": v.optional(Days) }),
    }),
  ),
});

test("every lockfile and the workflows are kept up to date, with versions that have been out for days", () => {
  const { updates } = v.parse(
    DependabotSchema,
    parse(readFileSync(".github/dependabot.yml", "utf8")),
  );
  const kept = updates.map((update) => `${update["package-ecosystem"]} ${update.directory}`);
  const npm = packageFolders().map((folder) => `npm ${folder === "." ? "/" : `/${folder}`}`);
  expect(kept.toSorted()).toEqual(["github-actions /", ...npm].toSorted());
});
