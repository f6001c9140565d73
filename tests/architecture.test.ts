import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { importCycles } from "./import-cycles.ts";
import { breaches, EXCEPTED, importsOf, type Source } from "./import-rules.ts";

const SOURCES: readonly Source[] = ["lib", "functions"].flatMap((top) =>
  readdirSync(top, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.[cm]?tsx?$/.test(name) && !name.includes("node_modules"))
    .map((name) => join(top, name))
    .map((path) => ({ path, text: readFileSync(path, "utf8") })),
);

test("every file of lib and functions imports only what the architecture allows", () => {
  expect(SOURCES.length).toBeGreaterThan(80);
  expect(breaches(SOURCES)).toEqual([]);
});

test("no file of lib and functions imports itself through others, even for types", () => {
  expect(importCycles(SOURCES)).toEqual([]);
});

function importing(name: string): string {
  return `import type { X } from "./${name}.ts";\n`;
}

test("a cycle through a type import is found, with the imports that close it", () => {
  const sources = [
    { path: "lib/a.ts", text: importing("b") },
    { path: "lib/b.ts", text: importing("c") + importing("leaf") },
    { path: "lib/c.ts", text: importing("a") },
    { path: "lib/leaf.ts", text: "" },
    { path: "lib/above.ts", text: importing("a") },
  ];
  const cycle = ["lib/a.ts -> lib/b.ts", "lib/b.ts -> lib/c.ts", "lib/c.ts -> lib/a.ts"];
  expect(importCycles(sources)).toEqual([cycle]);
});

test.each(EXCEPTED)("the exception for %s is still needed", (path) => {
  const source = SOURCES.find((other) => other.path === path);
  expect(importsOf(source?.text ?? "").map(({ specifier }) => specifier)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^node:fs/)]),
  );
});

test.each([
  ["lib/cache/a.ts", 'import { Cases } from "../case/cases.ts";', "lib/case/cases.ts"],
  ["lib/cache/a.ts", 'import type { Cases } from "../case/cases.ts";', "lib/case/cases.ts"],
  ["lib/store/a.ts", 'import { Cache } from "../cache/cache.ts";', "lib/cache/cache.ts"],
  ["lib/store/a.ts", 'export { x } from "../case/x.ts";', "lib/case/x.ts"],
  ["lib/store/a.ts", 'export * from "../case/x.ts";', "lib/case/x.ts"],
  ["lib/case/a.ts", 'import {\n  x,\n  y,\n} from "../report/x.ts";', "lib/report/x.ts"],
  ["lib/case/a.ts", 'import "../http/app.ts";', "lib/http/app.ts"],
  ["lib/report/a.ts", 'import { x } from "../case/x.ts";', "lib/case/x.ts"],
  ["lib/report/a.ts", 'import { type X } from "../case/x.ts";', "lib/case/x.ts"],
  ["lib/report/deep/a.ts", 'import type { X } from "../../store/x.ts";', "lib/store/x.ts"],
  ["lib/report/a.ts", 'const x = await import("../http/x.ts");', "lib/http/x.ts"],
  ["lib/service/a.ts", 'import { x } from "../http/x.ts";', "lib/http/x.ts"],
  ["lib/service/a.ts", 'import { x } from "../config.ts";', "lib/config.ts"],
  ["lib/cache/a.ts", 'import type { Config } from "../config.ts";', "lib/config.ts"],
  ["lib/cache/a.ts", 'import { x } from "../service/report-service.ts";', "lib/service"],
  ["lib/config.ts", 'import { x } from "./store/x.ts";', "lib/store/x.ts"],
  ["lib/service/a.ts", 'import { Claims } from "../cache/claims.ts";', "index.ts is for others"],
  ["lib/http/a.ts", 'import type { X } from "../cache/results.ts";', "index.ts is for others"],
  ["functions/report/a.ts", 'import { x } from "../../lib/cache/upkeep/erase.ts";', "index.ts"],
  ["lib/errors.ts", 'import { x } from "./config.ts";', "config.ts"],
  ["lib/http/a.ts", 'import { x } from "../../functions/report/handler.ts";', "functions/report"],
  ["functions/report/a.ts", 'import { x } from "../demo/x.ts";', "functions/demo/x.ts"],
  ["functions/demo/a.ts", 'import { x } from "../../lib/case/x.ts";', "lib/case/x.ts"],
  ["functions/report/a.ts", 'import { x } from "../../tests/x.ts";', "tests/x.ts"],
  ["functions/console/page/a.ts", 'import { x } from "../../../lib/http/x.ts";', "lib/http/x.ts"],
  [
    "functions/console/page/a.tsx",
    'import { x } from "../../../lib/report/render.ts";',
    "render.ts",
  ],
  ["functions/console/page/a.ts", 'import { x } from "../../../lib/case/digest.ts";', "digest.ts"],
  ["lib/http/answers.ts", 'import { x } from "../case/check-files.ts";', "check-files.ts"],
  ["lib/case/schemas/a.ts", 'import { x } from "../checksums.ts";', "checksums.ts"],
  ["lib/service/batch/pace.ts", 'import { x } from "./manifest.ts";', "manifest.ts"],
  ["lib/service/batch/pace.ts", 'import { createHash } from "node:crypto";', "node:crypto"],
  [
    "functions/console/page/a.ts",
    'import { x } from "../../../lib/service/batch/manifest.ts";',
    "batch/manifest.ts",
  ],
  ["functions/console/page/a.ts", 'import { join } from "node:path";', "node:path"],
  ["functions/console/page/a/b.ts", 'import { Hono } from "hono";', "hono"],
  ["functions/console/page/a.ts", 'import type { X } from "../handler.ts";', "handler.ts"],
  [
    "functions/console/page/verify/a.ts",
    'import { x } from "../../../../lib/service/verify/verify-report.ts";',
    "verify-report.ts",
  ],
  [
    "functions/console/page/verify/verifier-worker.ts",
    'import { x } from "../../../../lib/report/render.ts";',
    "render.ts",
  ],
  ["lib/report/model/a.ts", 'import { x } from "../layout/x.ts";', "layout/x.ts"],
  ["lib/report/geometry/a.ts", 'import * as v from "valibot";', "valibot"],
  ["lib/case/matrix.ts", 'import { x } from "./schemas.ts";', "schemas.ts"],
  ["lib/unknown/a.ts", 'import { x } from "../errors.ts";', "lib/errors.ts"],
  ["lib/http/a.ts", 'import PDFDocument from "pdfkit";', "pdfkit"],
  ["lib/http/a.ts", 'import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";', "pdfjs-dist"],
  ["functions/report/a.ts", 'import x from "pdfkit/js/pdfkit.es.js";', "pdfkit/js"],
  ["lib/case/a.ts", 'import { readFile } from "node:fs/promises";', "node:fs/promises"],
  ["lib/http/a.ts", 'import fs from "fs";', "fs"],
  ["functions/start/local-server.ts", 'import { rmSync } from "node:fs";', "node:fs"],
  ["lib/http/a.ts", 'const fs = require("node:fs");', "node:fs"],
  ["lib/cache/a.ts", 'import { S3Client } from "@aws-sdk/client-s3";', "@aws-sdk"],
  ["lib/http/a.ts", "const { HOST } = process.env;", "environment"],
  ["lib/config.ts", 'import { env } from "node:process";', "environment"],
  ["functions/report/other.ts", 'process?.env["X"]', "environment"],
  ["lib/report/scales/a.ts", 'import { figure } from "../model/numbers.ts";', "model/numbers.ts"],
  ["lib/report/charts/a.ts", "const y = Math.sin(x);", "Math.sin"],
  ["lib/report/a.ts", "const y = Math.log10(x);", "Math.log10"],
  ["lib/report/a.ts", "const ys = xs.map(Math.sin);", "Math.sin"],
  ["lib/case/checks/a.ts", "const y = Math.hypot(x, x);", "Math.hypot"],
  ["lib/case/findings.ts", "const y = x ** 2;", "**"],
  ["lib/case/checks/a.ts", 'import { ARTIFACTS } from "../schemas.ts";', "schemas.ts"],
  ["lib/case/checks/a.ts", 'import { Buffer } from "node:buffer";', "node:buffer"],
  ["lib/report/a.ts", "const { sin } = Math;", "Math"],
  ["lib/report/a.ts", "const y = x ** 2.5;", "**"],
  ["lib/http/a.ts", "const { env } = process;", "environment"],
  ["lib/http/a.ts", 'const host = process["env"].HOST;', "environment"],
  ["lib/commands/report.ts", "readConfig(process.env);", "environment"],
])("a breach in %s is found: %s", (path, text, named) => {
  const found = breaches([{ path, text: `${text}\n` }]);
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(path);
  expect(found[0]).toContain(named);
});

test.each([
  ["lib/report/a.ts", 'import type { X } from "../case/x.ts";'],
  ["lib/report/a.ts", 'import { checksOf } from "../case/checks/index.ts";'],
  ["lib/report/model/a.ts", 'import { decodedNumber } from "../../case/encoded-value.ts";'],
  ["lib/case/checks/a.ts", 'import type { Region } from "../schemas.ts";'],
  ["functions/console/page/a.ts", 'import { checksOf } from "../../../lib/case/checks/index.ts";'],
  ["functions/console/page/a/b.ts", 'import * as v from "valibot";'],
  [
    "functions/console/page/a.ts",
    'import { runBatch } from "../../../lib/service/batch/run-batch.ts";',
  ],
  ["lib/service/batch/remote-reports.ts", 'import * as v from "valibot";'],
  ["functions/console/page/a.ts", 'import { ARTIFACTS } from "../../../lib/case/schemas.ts";'],
  ["functions/console/page/a.ts", 'import { CaseSchema } from "../../../lib/http/answers.ts";'],
  ["lib/http/answers.ts", 'import { CaseIdSchema } from "../case/schemas.ts";'],
  [
    "functions/console/page/verify/a.ts",
    'import { x } from "../../../../lib/service/verify/words.ts";',
  ],
  ["functions/console/page/verify/a.ts", 'import x from "./verifier-worker.ts?worker&url";'],
  ["lib/report/a.ts", 'import { x } from "./model/x.ts";'],
  ["lib/report/a.ts", 'import { ClarityError } from "../errors.ts";'],
  ["lib/cache/a.ts", 'import { memoizeUntilSuccess } from "../memoize-until-success.ts";'],
  ["lib/case/a.ts", 'import { x } from "../store/x.ts";'],
  ["lib/http/a.ts", 'import { Cache } from "../cache/index.ts";'],
  ["lib/commands/a.ts", 'import { prune } from "../cache/upkeep/index.ts";'],
  ["lib/cache/upkeep/a.ts", 'import { Claims } from "../claims.ts";'],
  ["lib/commands/a.ts", 'import { x } from "../config.ts";'],
  ["lib/report/a.ts", 'import PDFDocument from "pdfkit";'],
  ["lib/report/scales/a.ts", 'import { x } from "./linear.ts";'],
  ["lib/report/model/a.ts", 'import { x } from "../scales/linear.ts";'],
  ["lib/report/model/a.ts", 'import type { X } from "../layout/x.ts";'],
  ["functions/console/page/a/b.tsx", 'import { useState } from "preact/hooks";'],
  [
    "functions/console/page/a/b.tsx",
    'import { x } from "../../../../lib/report/scales/linear.ts";',
  ],
  ["functions/console/page/a.ts", 'import { x } from "../../../lib/report/geometry/x.ts";'],
  ["functions/console/page/a.ts", 'import type { X } from "../../../lib/http/answers.ts";'],
  ["functions/console/page/a.ts", 'import { x } from "./api/x.ts";'],
  ["functions/console/page/vite.config.ts", 'import { defineConfig } from "vite";'],
  ["lib/report/a.ts", "const y = Math.sqrt(Math.floor(x));"],
  ["lib/store/a.ts", 'import { S3Client } from "@aws-sdk/client-s3";'],
  ["functions/report/handler.ts", "readConfig(process.env);"],
  ["lib/commands/main.ts", "run(process.argv, process.env);"],
  ["functions/report/handler.ts", 'import { x } from "../../lib/report/x.ts";'],
])("this is allowed in %s: %s", (path, text) => {
  expect(breaches([{ path, text: `${text}\n` }])).toEqual([]);
});
