/**
 * Licences that are allowed in production: they only require that their text is kept.
 * OFL-1.1 is for fonts: they may be changed, embedded and passed on, but not sold by themselves.
 */
const IN_PRODUCTION = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "ISC",
  "MIT",
  "MIT-0",
  "OFL-1.1",
]);
/** Further licences for packages that are only used to build and test, and are not distributed. */
const FOR_DEVELOPMENT = new Set([
  ...IN_PRODUCTION,
  "CC0-1.0",
  "MPL-2.0",
  "PSF-2.0",
  "Python-2.0",
  "Zlib",
]);

/** Packages that name no licence of those lists, what they name, and why they may be used. */
export const EXCEPTIONS: Readonly<
  Record<string, { readonly named: string; readonly reason: string }>
> = {
  "dejavu-fonts-ttf": {
    named: "SEE LICENSE IN README.md AND LICENSE",
    reason: "fonts that may be embedded and passed on under another name (Bitstream Vera's terms)",
  },
  jsonify: { named: "Public Domain", reason: "without an owner; json-stable-stringify brings it" },
  "png-js": {
    named: "none",
    reason: "MIT, by the LICENSE file in it; package.json does not say so",
  },
};

export interface Licensed {
  readonly name: string;
  /** An SPDX expression, as package.json has it. */
  readonly licence: string | undefined;
  readonly isDeployed: boolean;
}

/** Every package whose licence may not be used as it is, one sentence each. */
export function licenceBreaches(packages: readonly Licensed[]): string[] {
  return packages
    .filter(({ name, licence }) => EXCEPTIONS[name]?.named !== (licence ?? "none"))
    .filter(
      ({ licence, isDeployed }) =>
        !allows(licence ?? "", isDeployed ? IN_PRODUCTION : FOR_DEVELOPMENT),
    )
    .map(
      ({ name, licence = "none", isDeployed }) =>
        `${name} has the licence ${licence}, which is not allowed ${isDeployed ? "in what is deployed" : "even for development"}: ` +
        "use another package, or name an exception with its reason",
    );
}

/** One of the licences joined by OR has to be allowed, all of those joined by AND; of nested ones none is. */
function allows(expression: string, allowed: ReadonlySet<string>): boolean {
  const bare = expression.replace(/^\(([^()]*)\)$/, "$1");
  return bare
    .split(" OR ")
    .some((choice) => choice.split(" AND ").every((licence) => allowed.has(licence)));
}
