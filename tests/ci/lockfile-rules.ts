import * as v from "valibot";

const Ranges = v.optional(v.record(v.string(), v.string()), {});
const EntrySchema = v.looseObject({
  version: v.optional(v.string()),
  resolved: v.optional(v.string()),
  integrity: v.optional(v.string()),
  link: v.optional(v.boolean(), false),
  inBundle: v.optional(v.boolean(), false),
  hasInstallScript: v.optional(v.boolean(), false),
  dev: v.optional(v.boolean(), false),
  optional: v.optional(v.boolean(), false),
  license: v.optional(v.string()),
});
const LockfileSchema = v.looseObject({
  name: v.string(),
  lockfileVersion: v.number(),
  packages: v.record(v.string(), EntrySchema),
});
type Overrides = { readonly [name: string]: string | Overrides };
const OverridesSchema: v.GenericSchema<unknown, Overrides> = v.record(
  v.string(),
  v.union([v.string(), v.lazy(() => OverridesSchema)]),
);
const PackageSchema = v.looseObject({
  name: v.string(),
  version: v.optional(v.string()),
  dependencies: Ranges,
  devDependencies: Ranges,
  optionalDependencies: Ranges,
  peerDependencies: Ranges,
  overrides: v.optional(OverridesSchema, {}),
});

export type LockedEntry = v.InferOutput<typeof EntrySchema>;

/** The texts of a package.json and of the lockfile beside it, by the folder that they are in. */
export interface Locked {
  readonly folder: string;
  readonly packageJson: string;
  /** Undefined when it is missing. */
  readonly lockfile: string | undefined;
}

/** The packages that may have an install script, and why running or skipping it makes no difference. */
export const INSTALL_SCRIPTS: Readonly<Record<string, string>> = {
  "aws-lambda-ric": "builds its native part; only tests/packaged/install.sh lets it",
  esbuild: "only makes its start faster; not run (.npmrc: ignore-scripts)",
  "es5-ext": "prints a message; not run (.npmrc: ignore-scripts)",
};

const EXACT = /^(?:npm:(?:@[\w.-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+(?:-[\w.]+)?$/;
/** The members of package.json that the lockfile's root entry repeats. */
const REPEATED = [
  "name",
  "version",
  "license",
  "engines",
  "bin",
  "dependencies",
  "devDependencies",
  "optionalDependencies",
  "peerDependencies",
];

export function packagesIn(lockfile: string): [path: string, entry: LockedEntry][] {
  const { packages } = v.parse(LockfileSchema, JSON.parse(lockfile));
  return Object.entries(packages).filter(([path]) => path !== "");
}

/** `node_modules/a/node_modules/@b/c` is the package `@b/c`, or the package that is installed under that name. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
}

/** Every breach of the rules for dependencies, one sentence each, with what to do. */
export function lockfileBreaches({ folder, packageJson, lockfile }: Locked): string[] {
  const found = [...versionBreaches(packageJson)];
  if (lockfile === undefined) {
    found.push("there is no package-lock.json: make one with npm, and commit it");
  } else {
    found.push(...stepBreaches(packageJson, lockfile));
    for (const [path, entry] of packagesIn(lockfile)) {
      found.push(...entryBreaches(path, entry).map((breach) => `${path}: ${breach}`));
    }
  }
  return found.map((breach) => `${folder}: ${breach}`);
}

function versionBreaches(text: string): string[] {
  const { dependencies, devDependencies, optionalDependencies, peerDependencies, overrides } =
    v.parse(PackageSchema, JSON.parse(text));
  const asked = [
    dependencies,
    devDependencies,
    optionalDependencies,
    peerDependencies,
    flat(overrides),
  ];
  return asked
    .flatMap((group) => Object.entries(group))
    .filter(([, version]) => !EXACT.test(version))
    .map(([name, version]) => `package.json asks for ${name} ${version}: name one exact version`);
}

/** Overrides nest: `{"a": {".": "1.0.0", "b": "2.0.0"}}`. `$name` is the version that is asked for elsewhere. */
function flat(overrides: Overrides): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(overrides)) {
    if (typeof value !== "string") Object.assign(found, flat(value));
    else if (!value.startsWith("$")) found[name] = value;
  }
  return found;
}

function stepBreaches(packageJson: string, text: string): string[] {
  const { name, lockfileVersion, packages } = v.parse(LockfileSchema, JSON.parse(text));
  const wanted = new Map(
    Object.entries(v.parse(v.record(v.string(), v.unknown()), JSON.parse(packageJson))),
  );
  const root = new Map<string, unknown>(Object.entries(packages[""] ?? {}));
  const differing = REPEATED.filter(
    (member) => canonical(wanted.get(member)) !== canonical(root.get(member)),
  );
  return [
    ...(lockfileVersion === 3
      ? []
      : [`package-lock.json has version ${lockfileVersion}: use npm 11`]),
    ...(name === wanted.get("name") ? [] : [`package-lock.json is of ${name}`]),
    ...differing.map(
      (member) =>
        `package-lock.json is out of step with package.json (${member}): run npm install --package-lock-only`,
    ),
  ];
}

function canonical(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "absent";
  return JSON.stringify(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

function entryBreaches(
  path: string,
  { resolved, integrity, version, ...entry }: LockedEntry,
): string[] {
  const name = nameOf(path);
  return [
    ...(path.startsWith("node_modules/") && !entry.link
      ? []
      : ["is a folder: depend on published packages only"]),
    ...(entry.inBundle ? ["comes inside another package, without its own hash"] : []),
    ...(version !== undefined && EXACT.test(version)
      ? []
      : [`has the version ${version}: it has to be a published one`]),
    ...(/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? "")
      ? []
      : ["has no sha512 integrity hash: take the lockfile that npm wrote"]),
    ...(resolved === undefined || resolved.startsWith("https://registry.npmjs.org/")
      ? []
      : [`comes from ${resolved}: take it from npm's registry`]),
    ...(entry.hasInstallScript && !Object.hasOwn(INSTALL_SCRIPTS, name)
      ? [
          "runs a script when it is installed: read it, then add it to INSTALL_SCRIPTS with a reason",
        ]
      : []),
  ];
}
