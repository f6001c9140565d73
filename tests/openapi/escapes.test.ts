import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

/** A way to get an answer over HTTP. */
interface Way {
  readonly pattern: RegExp;
  /** What stands before it where the answer is checked against the description. */
  readonly checkedBy?: RegExp;
}

const WAYS: readonly Way[] = [
  { pattern: /(?<!\.)\bfetch\(/g },
  { pattern: /\w*(?:app|server)\w*\.(?:request|fetch)\(/gi },
  { pattern: /\blambdaHandler\(/g, checkedBy: /checkedHandler\(\s*$/ },
  {
    pattern: /import\("[./]*functions\/\w+\/handler\.ts"\)/g,
    checkedBy: /checkedHandler\(\s*\(await $/,
  },
  { pattern: /(?:(?:require|import)\(["'`]\.|dist\/[^/]+)\/handler\.cjs/g },
  { pattern: /"invoke",\s*"local"/g },
  { pattern: /"(?:node:)?(?:https?|net|undici)"/g },
];

/** Files that get answers in another way, and why they may. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  "openapi/checked.ts": "checks them",
  "openapi/escapes.test.ts": "names the ways",
  "browsers/webkit.ts": "sends commands to the driver of a browser, not to the service",
  "functions/bundle.ts": "runs a bundle in a separate process, and checks its answers",
  "http/representation.test.ts": "an application with a separate route, which is not described",
  "invoke/invoke.ts": "runs serverless invoke local, and checks what comes back",
  "servers/free-port.ts": "looks for a free port",
  "start/start-refusals.check.ts": "takes a port",
  "start/stopping.check.ts": "looks whether a port is free",
  "service/verify/service-step.test.ts": "is a service that answers what no real one does",
  "service/batch/remote-reports.test.ts": "is a service that answers what no real one does",
  "commands/batch.test.ts": "is a service that has only stored reports",
  "start/raw.ts": "sends raw bytes, which serverless-offline often refuses",
  "start/listeners.check.ts": "opens sockets",
  "start/ends-with-its-parent.check.ts": "looks whether a port is free",
  "start/demo-over-http.check.ts": "reads bytes as they travel, and checks them",
  "console/habits.check.ts": "follows a link of the page, and looks at its media type",
  "console/report.check.ts": "compares the bytes at an address with those of a checked answer",
  "console/verify.check.ts": "tries what the policy of the worker refuses",
  "servers/nginx.ts": "waits for a server in front of the service",
  "tools/reports.ts": "wraps the handler once it is loaded",
  "console/deployed/large-report.check.ts":
    "runs in the page, and follows a redirect to the bucket",
  "ci/audit/registry.ts": "stands in for the npm registry, which is not part of the service",
  "packaged/stage.ts": "puts checked answers behind one address",
  "packaged/cut-line.ts": "cuts a function off from its store",
  "packaged/lambda-runtime.check.ts": "reads how large the bundle is",
  "packaged/package.ts": "looks for a free port",
  "packaged/runtime-large.check.ts": "follows a redirect to the store",
  "packaged/zips.check.ts": "names what a package holds",
  "s3/function-process.ts":
    "runs a function in a separate process, and its caller checks the answers",
  "s3/links.check.ts": "follows links to the store",
  "servers/overwriting-s3.ts": "is a server in S3's place",
  "servers/s3-proxy.ts": "lies between a service and its store",
  "servers/s3.ts": "looks for a free port",
  "store/s3/scripted-s3.ts": "is a server in S3's place",
  "store/s3/direct.test.ts": "is an S3 server of three objects",
  "s3/direct.check.ts": "is an S3 server that answers what no real one does",
  "servers/listen-here.ts": "lets other servers listen",
  "servers/lambda-runtime.ts": "is the server that a function asks for its events",
};

const SOURCES = readdirSync("tests", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts") && !name.includes("node_modules"))
  // They measure, and are no tests.
  .filter((name) => !name.startsWith("bench/"))
  .map((name) => ({ name, text: readFileSync(join("tests", name), "utf8") }));

/** The ways in which a text gets answers that nothing checks. */
function escapes(text: string): string[] {
  return WAYS.flatMap(({ pattern, checkedBy }) =>
    [...text.matchAll(pattern)]
      .filter(({ index }) => checkedBy?.test(text.slice(0, index)) !== true)
      .map(([found]) => found),
  );
}

test("no test uses an HTTP answer without a check against the description", () => {
  expect(SOURCES.length).toBeGreaterThan(100);
  const past = SOURCES.filter(({ name }) => !Object.hasOwn(EXCEPTIONS, name))
    .map(({ name, text }) => ({ name, found: escapes(text) }))
    .filter((source) => source.found.length > 0);
  expect(past).toEqual([]);
});

test.each(Object.keys(EXCEPTIONS))("the exception for %s is still needed", (name) => {
  const text = SOURCES.find((source) => source.name === name)?.text ?? "";
  expect(escapes(text)).not.toEqual([]);
});

test.each([
  "await fetch(`http://localhost:${port}/health`);",
  'await app.request("/health");',
  "await demoApp.fetch(request);",
  "const handler = lambdaHandler(app, options);",
  'const { handler } = await import("../../../functions/demo/handler.ts");',
  'const { handler } = require("./handler.cjs");',
  'import { request } from "node:http";',
])("this avoids the check: %s", (text) => {
  expect(escapes(text)).toHaveLength(1);
});

test.each([
  'await service.request("/health");',
  "const handler = checkedHandler(lambdaHandler(app, options));",
  'checkedHandler((await import("../../../functions/demo/handler.ts")).handler);',
])("this does not avoid the check: %s", (text) => {
  expect(escapes(text)).toEqual([]);
});
