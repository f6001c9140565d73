import * as v from "valibot";

const FLAGS = [
  "strict",
  "noUncheckedIndexedAccess",
  "exactOptionalPropertyTypes",
  "noImplicitOverride",
  "noImplicitReturns",
  "noFallthroughCasesInSwitch",
  "noPropertyAccessFromIndexSignature",
  "noUnusedLocals",
  "noUnusedParameters",
  "isolatedModules",
  "verbatimModuleSyntax",
  "erasableSyntaxOnly",
];
/** What checks nothing and loosens nothing. Of libraries, the types are theirs. */
const NEUTRAL = [
  "target",
  "lib",
  "module",
  "moduleResolution",
  "moduleDetection",
  "types",
  "allowImportingTsExtensions",
  "resolveJsonModule",
  "skipLibCheck",
  "noEmit",
];
/** What a project that extends another one may say of its own. */
const OF_A_PAGE = ["lib", "types", "jsx", "jsxImportSource"];
/** The projects, what of them is compiled at least, and all that may be left out. */
export const PROJECTS: Readonly<
  Record<string, { readonly include: readonly string[]; readonly exclude: readonly string[] }>
> = {
  "tsconfig.json": {
    include: [".ci/**/*.ts", "functions", "lib", "tests", "*.ts"],
    exclude: ["**/node_modules", "tests/client/program", "functions/console/page", "tests/console"],
  },
  "functions/console/page/tsconfig.json": { include: ["."], exclude: ["vite.config.ts"] },
  "tests/console/tsconfig.json": { include: ["."], exclude: [] },
};

const ProjectSchema = v.strictObject({
  extends: v.optional(
    v.picklist(["../../../tsconfig.json", "../../functions/console/page/tsconfig.json"]),
  ),
  compilerOptions: v.optional(v.record(v.string(), v.unknown()), {}),
  include: v.array(v.string()),
  exclude: v.array(v.string()),
});

/** Every way in which a project is compiled less strictly than was agreed, one sentence each. */
export function compilerBreaches(path: string, text: string): string[] {
  const project = v.parse(ProjectSchema, JSON.parse(text.replaceAll(/^\s*\/\/.*$/gm, "")));
  const { compilerOptions: options, include, exclude } = project;
  const isRoot = project.extends === undefined;
  const known = new Set(isRoot ? [...FLAGS, ...NEUTRAL] : OF_A_PAGE);
  const agreed = PROJECTS[path] ?? { include: ["all: it is not in PROJECTS"], exclude: [] };
  return [
    ...(isRoot ? FLAGS : [])
      .filter((flag) => options[flag] !== true)
      .map((flag) => `${path}: ${flag} is off: put it back`),
    ...Object.keys(options)
      .filter((option) => !known.has(option))
      .map((option) => `${path}: has ${option}: take it out, or add it to the known ones`),
    ...agreed.include
      .filter((wanted) => !include.includes(wanted))
      .map((wanted) => `${path}: does not compile ${wanted}`),
    ...exclude
      .filter((left) => !agreed.exclude.includes(left))
      .map((left) => `${path}: leaves out ${left}`),
  ];
}
