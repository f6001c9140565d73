import { posix } from "node:path";

/** A source file: its path from the repository's root, and its text. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

/**
 * The table of docs/architecture.md: what each area may import of the others. `errors` and
 * three small helpers may be imported from everywhere; `types:` allows `import type` only.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "lib/errors": ["lib/error-codes"],
  "lib/error-codes": [],
  "lib/at-most-entries": [],
  "lib/memoize-until-success": [],
  "lib/required": [],
  "lib/near-name": [],
  // What the package exports.
  "lib/cache-package": ["lib/cache", "lib/store"],
  "lib/config": ["lib/near-name", "types:lib/store"],
  "lib/store": [],
  "lib/case": ["lib/store"],
  "lib/cache": ["lib/store"],
  "lib/report": ["types:lib/case"],
  "lib/service": ["lib/case", "lib/cache", "lib/report", "lib/store"],
  "lib/telemetry": ["types:lib/*", "lib/service"],
  "lib/openapi": ["lib/*"],
  "lib/http": ["lib/*"],
  "lib/commands": ["lib/*"],
  functions: ["lib/*"],
  "functions/demo": [],
  // It may also import values of the shared modules below.
  "functions/console/page": ["types:lib/*"],
};
const FOR_ALL = new Set([
  "lib/at-most-entries",
  "lib/errors",
  "lib/error-codes",
  "lib/memoize-until-success",
  "lib/required",
]);

/** Folders that others may import only by their doors. */
const DOORS: Readonly<Record<string, RegExp>> = {
  "lib/cache": /^lib\/cache\/(?:upkeep\/)?index\.ts$/,
};

/** Modules with an effect or a weight that only one area may have, and who else may for a reason. */
const CONFINED: readonly {
  readonly module: RegExp;
  readonly area: string;
  readonly except: Readonly<Record<string, string>>;
}[] = [
  { module: /^(?:pdfkit|fontkit|png-js|fflate)(?:\/|$)/, area: "lib/report", except: {} },
  { module: /^pdfjs-dist(?:\/|$)/, area: "lib/service", except: {} },
  {
    module: /^(?:node:)?fs(?:\/|$)|^@aws-sdk\/|^@smithy\//,
    area: "lib/store",
    except: {
      "functions/build.ts": "writes dist, at build time",
      "functions/build/cache-package.ts": "reads the declarations, at build time",
      "functions/build/licences.ts": "reads licences, at build time",
      "functions/build/local-server.ts": "reads serverless.yml, at build time",
      "functions/build/publish.ts": "writes dist, at build time",
      "functions/generate-api.ts": "writes the description of the API, when it has changed",
      "functions/package-version.ts": "reads package.json, at build time",
      "functions/demo/generator/files.ts": "writes the demo cases, when they are generated",
      "lib/report/fonts/subset.ts": "subsets the fonts, when they are chosen again",
      "lib/report/fonts/subset-east-asian.ts": "subsets the fonts, when others are chosen",
    },
  },
];

/** The environment is the edge's: read here, checked by lib/config.ts, passed on as plain values. */
const READS_ENVIRONMENT =
  /^functions\/(?:[a-z-]+\/handler|start\/server-process|build|build-page)\.ts$|^lib\/commands\/main\.ts$/;
const ENVIRONMENT =
  /\bprocess\s*(?:\?\.|\.)\s*env\b|\bprocess\s*(?:\?\.)?\[|\benv\b[^;]*(?:\bfrom "(?:node:)?process"|=\s*process\b)/;

/**
 * Functions whose last digit differs between processors and Node versions: a report that is drawn with one
 * is not the same bytes everywhere. `Math.sqrt` is exact by IEEE 754; `**` is `Math.pow`.
 */
const INEXACT =
  /(?<!`)\bMath\.(?:a?(?:sin|cos|tan)h?|atan2|exp|expm1|log(?:10|1p|2)?|pow|cbrt|hypot)\b|\}\s*=\s*Math\b|\bMath\s*\[|[\w)\]]\s*\*\*\s*[\w(-]/;

const PAGE = "functions/console/page/";
const PAGE_BUILD = `${PAGE}vite.config.ts`;
/** The only packages that a browser is sent. */
const OF_PAGE = /^(?:preact(?:\/hooks)?|valibot)$/;
/** Pure parts of `lib/case`: the report and the page compute with their values, too. */
const PURE_OF_CASE =
  /^lib\/case\/(?:checks\/.+|(?:artifact-names|case-id|encoded-value|findings|key-file|matrix|probe-list|record|region-units|stated-number|strongest-probe|synthetic)\.ts)$/;
/** What page and report both compute with. A browser is sent all that these import, so they import no other. */
const SHARED_WITH_PAGE = new RegExp(
  String.raw`^lib/report/(?:(?:scales|geometry|model)/.+|version\.ts)$|^lib/(?:required|error-codes)\.ts$|${PURE_OF_CASE.source}`,
);
/** Schemas of responses, which the page uses too. They import each other, valibot and the shared modules. */
const ANSWERS =
  /^lib\/case\/(?:schemas\.ts|schemas\/.+|case-id\.ts|matrix\.ts)$|^lib\/http\/answers\.ts$/;
/** Palettes and scales stand alone even among them. */
const SCALES = "lib/report/scales/";

/** Every breach of the rules in these files, one sentence each. */
export function breaches(sources: readonly Source[]): string[] {
  return sources.flatMap((source) => [
    ...importsOf(source.text).flatMap((imported) => importBreaches(source, imported)),
    ...(ENVIRONMENT.test(source.text) && !READS_ENVIRONMENT.test(source.path)
      ? [`${source.path} reads the environment`]
      : []),
    ...(isExact(source.path) && INEXACT.test(source.text)
      ? [`${source.path} computes with ${INEXACT.exec(source.text)?.[0]}, which is not exact`]
      : []),
  ]);
}

/** What a report shows must be the same digits everywhere. */
function isExact(path: string): boolean {
  return areaOf(path) === "lib/report" || PURE_OF_CASE.test(path);
}

function importBreaches(source: Source, imported: Import): string[] {
  const { path } = source;
  const { specifier, typeOnly } = imported;
  if (!typeOnly && pageWouldGrow(path, specifier)) {
    return [`${path} imports ${specifier}, which is not for the page`];
  }
  if (!specifier.startsWith(".")) {
    return CONFINED.filter(
      ({ module, area, except }) =>
        module.test(specifier) && areaOf(path) !== area && !Object.hasOwn(except, path),
    ).map(({ area }) => `${path} imports ${specifier}, which only ${area} may`);
  }
  const target = posix.join(posix.dirname(path), specifier);
  if (path.startsWith(SCALES) && !target.startsWith(SCALES)) {
    return [`${path} imports ${target}, but scales and palettes stand alone: the page shares them`];
  }
  if (isForPage(path, target) || isPureForReport(path, target)) return [];
  if (passesDoor(path, target)) {
    return [`${path} imports ${target}, but only the folder's index.ts is for others`];
  }
  const kind = typeOnly ? "types of " : "";
  if (mayImport(areaOf(path), areaOf(target), typeOnly)) return [];
  const rule = `which ${areaOf(path)} may not: docs/architecture.md says what may import what`;
  return [`${path} imports ${kind}${target}, ${rule}`];
}

/** Whether a file of another area imports what is behind a folder's door. */
function passesDoor(path: string, target: string): boolean {
  return areaOf(path) !== areaOf(target) && DOORS[areaOf(target)]?.test(target) === false;
}

function isForPage(path: string, target: string): boolean {
  return path.startsWith(PAGE) && (SHARED_WITH_PAGE.test(target) || ANSWERS.test(target));
}

function isPureForReport(path: string, target: string): boolean {
  return areaOf(path) === "lib/report" && PURE_OF_CASE.test(target);
}

/** Whether a browser would be sent what it should not, because a module that it is sent imports this. */
function pageWouldGrow(path: string, specifier: string): boolean {
  if (ANSWERS.test(path) && !SHARED_WITH_PAGE.test(path)) return !isOfAnswers(path, specifier);
  const isShared = SHARED_WITH_PAGE.test(path);
  if (!isShared && (!path.startsWith(PAGE) || path === PAGE_BUILD)) return false;
  if (!specifier.startsWith(".")) return isShared || !OF_PAGE.test(specifier);
  const target = posix.join(posix.dirname(path), specifier);
  if (SHARED_WITH_PAGE.test(target)) return false;
  return isShared || !(ANSWERS.test(target) || target.startsWith(PAGE));
}

function isOfAnswers(path: string, specifier: string): boolean {
  if (!specifier.startsWith(".")) return specifier === "valibot";
  const target = posix.join(posix.dirname(path), specifier);
  return ANSWERS.test(target) || SHARED_WITH_PAGE.test(target);
}

function mayImport(from: string, to: string, typeOnly: boolean): boolean {
  if (from === to || (FOR_ALL.has(to) && from in MAY_IMPORT)) return true;
  const allowed = MAY_IMPORT[from] ?? [];
  const names = [to, to.replace(/^lib\/.*/, "lib/*")];
  return names.some(
    (name) => allowed.includes(name) || (typeOnly && allowed.includes(`types:${name}`)),
  );
}

/** `lib/http`, `lib/errors`, `functions/demo`; handlers, builds and start are `functions`. */
function areaOf(path: string): string {
  const [top = "", second = "", third = ""] = path.split("/");
  if (top === "lib") return `lib/${second.replace(/\.ts$/, "")}`;
  if (third === "handler.ts" || path === PAGE_BUILD) return top;
  const areas = [`${top}/${second}/${third}`, `${top}/${second}`];
  return areas.find((area) => area in MAY_IMPORT) ?? top;
}

const STATIC = /^(?:import|export)\s+(type\s)?(?:[^"';]*?\bfrom\s+)?"([^"]+)"/gm;
const DYNAMIC = /\b(?:import|require)\(\s*["'`]([^"'`]+)["'`]/g;

/** The specifiers that a TypeScript file imports. The formatter sees to it that statements begin a line. */
export function importsOf(text: string): Import[] {
  const fixed = [...text.matchAll(STATIC)].map(([, type, specifier = ""]) => ({
    specifier,
    typeOnly: type !== undefined,
  }));
  const dynamic = [...text.matchAll(DYNAMIC)].map(([, specifier = ""]) => ({
    specifier,
    typeOnly: false,
  }));
  return [...fixed, ...dynamic.filter(({ specifier }) => !specifier.startsWith("…"))];
}

/** The files that rules make an exception for: each must still be there and still need it. */
export const EXCEPTED = CONFINED.flatMap(({ except }) => Object.keys(except));
