/** `dist/licences.txt`: the licences of what the bundles contain. The package hands it on, so their texts go with it. */
import { readdirSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import * as v from "valibot";

const PACKAGE = /.*node_modules\/(?:@[^/]+\/)?[^/]+/;
const TEXT = /^(?:licen[cs]e|copying|notice)/i;
const ManifestSchema = v.object({
  name: v.string(),
  version: v.string(),
  license: v.optional(v.string(), "not stated"),
});

/** The fonts are subsets of theirs. */
const FONTS = "lib/report/fonts";

/** The folders of the packages that these modules, the paths of a bundle's inputs, are part of. */
export function packagesOf(modules: readonly string[]): string[] {
  return modules.flatMap((path) => PACKAGE.exec(path) ?? []);
}

/** @param folders those of packages, in any order and repeatedly */
export function licences(folders: readonly string[]): string {
  const packages = [...new Set(folders.map(fromRepository))].toSorted();
  const texts = packages.map((folder) => {
    const manifest: unknown = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
    const { name, version, license } = v.parse(ManifestSchema, manifest);
    return [`${name} ${version} (${license})`, ...textsIn(folder)].join("\n\n");
  });
  return `${[...texts, ["Fonts", ...textsIn(FONTS)].join("\n\n")].join(SEPARATOR)}\n`;
}

const SEPARATOR = `\n\n${"-".repeat(80)}\n\n`;

/** A linked folder of packages is named by its own path. */
function fromRepository(path: string): string {
  return path.startsWith("..") ? path : relative(".", path);
}

function textsIn(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => TEXT.test(name));
  return names.map((name) => readFileSync(`${folder}/${name}`, "utf8").trim());
}
