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
  "lib/error-codes": ["lib/error-advice"],
  "lib/error-advice": [],
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
  "lib/error-advice",
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
      "functions/start/server-process.ts": "writes to the pipe of its parent",
      "functions/generate-api.ts": "writes the description of the API, when it has changed",
      "functions/package-version.ts": "reads package.json, at build time",
      "functions/console/page/worker-plugin.ts": "reads the fonts, at build time",
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
const PAGE_BUILD = new Set(
  ["vite.config.ts", "descriptions-plugin.ts", "worker-plugin.ts"].map((name) => PAGE + name),
);
/** The only packages that a browser is sent. */
const OF_PAGE = /^(?:preact(?:\/hooks)?|valibot|client-zip|idb)$/;
/** Pure parts of `lib/case`: the report and the page compute with their values, too. */
const PURE_OF_CASE =
  /^lib\/case\/(?:checks\/.+|(?:artifact-names|case-id|differences|encoded-value|findings|json-scan|key-file|matrix|probe-list|record|region-units|shown-value|stated-number|strongest-probe|synthetic)\.ts)$/;
/** What page and report both compute with. A browser is sent all that these import, so they import no other. */
const SHARED_WITH_PAGE = new RegExp(
  String.raw`^lib/report/(?:(?:scales|geometry|model)/.+|version\.ts)$|^lib/(?:required|error-advice|error-codes|memoize-until-success)\.ts$|${PURE_OF_CASE.source}`,
);
/** The reader of PDFs, which the page loads only where it reads one. */
const LAZY_OF_PAGE = "lib/service/verify/pdf-reader.ts";
/** Schemas of responses, which the page uses too. They import each other, valibot and the shared modules. */
const ANSWERS =
  /^lib\/case\/(?:schemas\.ts|schemas\/.+|case-id\.ts|matrix\.ts)$|^lib\/http\/answers\.ts$/;
/** What makes a batch, in a command and in the page. */
const BATCH =
  /^lib\/service\/(?:batch\/(?:entry|manifest-text|pace|progress|remote-reports|run-batch)|fetch-failure)\.ts$|^lib\/(?:errors|store\/failures)\.ts$/;
/** What a verification says and which limits it has: the page shows the same. */
const WORDS_OF_VERIFY =
  /^lib\/service\/verify\/(?:incomplete|limit-values|verification|words)\.ts$/;
/** The script of a worker is a bundle of its own, with the renderer and pdf.js: the page is not sent it. */
const PAGE_WORKER = `${PAGE}verify/verifier-worker.ts`;
/** An address instead of a module: `verifier-worker.ts?worker&url`, `chinese.ttf.br?url`. */
const ADDRESS_ONLY = /\?(?:worker&)?url$/;
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
  if (!path.startsWith(PAGE)) return false;
  if (path === PAGE_WORKER) return target === "lib/service/verify/browser-verifier.ts";
  const shared = [SHARED_WITH_PAGE, ANSWERS, BATCH, WORDS_OF_VERIFY, ADDRESS_ONLY];
  return target === LAZY_OF_PAGE || shared.some((of) => of.test(target));
}

function isPureForReport(path: string, target: string): boolean {
  return areaOf(path) === "lib/report" && PURE_OF_CASE.test(target);
}

/** Whether a browser would be sent what it should not, because a module that it is sent imports this. */
function pageWouldGrow(path: string, specifier: string): boolean {
  if (path === PAGE_WORKER || ADDRESS_ONLY.test(specifier)) return false;
  if (ANSWERS.test(path) && !SHARED_WITH_PAGE.test(path)) return !isOfAnswers(path, specifier);
  if (BATCH.test(path)) return !isOfBatch(path, specifier);
  if (SHARED_WITH_PAGE.test(path)) return !isShared(path, specifier);
  return path.startsWith(PAGE) && !PAGE_BUILD.has(path) && !isOfPage(path, specifier);
}

function isShared(path: string, specifier: string): boolean {
  return (
    specifier.startsWith(".") && SHARED_WITH_PAGE.test(posix.join(posix.dirname(path), specifier))
  );
}

function isOfPage(path: string, specifier: string): boolean {
  if (!specifier.startsWith(".")) return OF_PAGE.test(specifier);
  const target = posix.join(posix.dirname(path), specifier);
  return isForPage(path, target) || target.startsWith(PAGE);
}

function isOfBatch(path: string, specifier: string): boolean {
  if (!specifier.startsWith(".")) return specifier === "valibot";
  const target = posix.join(posix.dirname(path), specifier);
  return BATCH.test(target) || SHARED_WITH_PAGE.test(target);
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
  if (third === "handler.ts" || PAGE_BUILD.has(path)) return top;
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
