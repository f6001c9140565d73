import * as v from "valibot";

const Names = v.optional(v.record(v.string(), v.string()), {});
const EntrySchema = v.looseObject({
  dependencies: Names,
  optionalDependencies: Names,
  peerDependencies: Names,
  peerDependenciesMeta: v.optional(
    v.record(v.string(), v.looseObject({ optional: v.optional(v.boolean(), false) })),
    {},
  ),
});
const LockfileSchema = v.looseObject({ packages: v.record(v.string(), EntrySchema) });
type Lockfile = v.InferOutput<typeof LockfileSchema>;

/** The paths of the packages that a deployment holds something of, as the lockfile names them, sorted. */
export function productionPaths(lockfile: string): string[] {
  const { packages } = v.parse(LockfileSchema, JSON.parse(lockfile));
  const found = new Set<string>();
  const waiting = needsOf(packages, "");
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue;
    if (packages[path] === undefined) throw new Error(`${path}: expected it in the lockfile`);
    found.add(path);
    waiting.push(...needsOf(packages, path));
  }
  return [...found].toSorted();
}

/** The lockfile and package.json of production alone. */
export function productionOnly(lockfile: string): { lockfile: string; packageJson: string } {
  const { packages, ...rest } = v.parse(LockfileSchema, JSON.parse(lockfile));
  const root = { ...packages[""], devDependencies: undefined };
  const entries = productionPaths(lockfile).map((path) => [
    path,
    { ...packages[path], dev: false },
  ]);
  return {
    lockfile: JSON.stringify({ ...rest, packages: { "": root, ...Object.fromEntries(entries) } }),
    packageJson: JSON.stringify(root),
  };
}

function needsOf(packages: Lockfile["packages"], path: string): string[] {
  const entry = packages[path];
  if (entry === undefined) return [];
  const peers = Object.keys(entry.peerDependencies).filter(
    (name) => entry.peerDependenciesMeta[name]?.optional !== true,
  );
  const needed = [...Object.keys(entry.dependencies), ...peers].map(
    (name) => placeOf(packages, path, name) ?? `node_modules/${name}`,
  );
  const optional = Object.keys(entry.optionalDependencies).map((name) =>
    placeOf(packages, path, name),
  );
  return [...needed, ...optional.filter((place) => place !== undefined)];
}

/** Where Node finds a package that `path` asks for: in its own folder, or in the next one above that has it. */
function placeOf(packages: Lockfile["packages"], path: string, name: string): string | undefined {
  const inside = path.split(/(?:^|\/)node_modules\//).slice(1);
  return Array.from({ length: inside.length + 1 }, (_, above) =>
    inside.slice(0, inside.length - above),
  )
    .map((folders) => [...folders, name].map((folder) => `node_modules/${folder}`).join("/"))
    .find((place) => packages[place] !== undefined);
}
