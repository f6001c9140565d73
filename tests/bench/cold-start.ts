/**
 * How long the packages take from nothing to their first answer, in Lambda's runtime client, with Ceph as the
 * store; beside them functions that only load what many functions load. Runs are interleaved, since a shared
 * machine is faster in one minute than in the next, and only the ratios mean anything. `npm run
 * bench:cold-start` prints the table of docs/performance.md; RUNS says how many runs (15).
 */
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { FONT_LOADERS } from "../../lib/report/pdfkit-alias.ts";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { generateEvent, httpEvent } from "../http/events.ts";
import { deployed } from "../packaged/deployed.ts";
import { unpack, zipOf, type FunctionName } from "../packaged/package.ts";
import { startRuntime } from "../packaged/runtime-process.ts";
import { StoredCases } from "../packaged/stored-cases.ts";
import { makeFolder, removeFolder } from "../store/temp-folder.ts";

const RUNS = Number(process.env["RUNS"] ?? 15);
const TIMEOUT_MS = 29_000;
const CASE = "case_001";

interface Subject {
  readonly what: string;
  /** Where `handler` lies, such as `dist/report/handler.handler`. */
  readonly folder: string;
  readonly handler: string;
  /** The requests of one run and the next. */
  readonly event: (run: number) => unknown;
}

interface Times {
  readonly initMs: number;
  readonly answerMs: number;
}

let cases: StoredCases;
let root: string;

beforeAll(async () => {
  root = await makeFolder();
  cases = await StoredCases.make();
  await cases.add(CASE);
  for (let run = 0; run < RUNS; run++) await cases.add(CASE, missing(run));
});

afterAll(async () => {
  await cases.discard();
  await removeFolder(root);
});

/** A case that no report was made of before that run. */
const missing = (run: number) => `case_without_${run}`;

const get = (path: string) => () => httpEvent({ path });

async function packaged(name: FunctionName, rows: Readonly<Record<string, Subject["event"]>>) {
  const service = inject("packagedService");
  const folder = join(root, name);
  await unpack(zipOf(service, name), folder);
  const { handler } = await deployed(service, name);
  return Object.entries(rows).map(([what, event]): Subject => ({ what, folder, handler, event }));
}

/** A function of a few lines that loads packages as they lie in node_modules. */
async function loading(what: string, ...packages: readonly string[]): Promise<Subject> {
  const folder = await besideNodeModules(what);
  const loads = packages.map((name) => `require(${JSON.stringify(name)});\n`);
  const answer = "exports.handler = async () => ({ statusCode: 200 });\n";
  await writeFile(join(folder, "handler.cjs"), [...loads, answer]);
  return { what, folder, handler: "handler.handler", event: get("/") };
}

/** The report function with its own code in one file, and its packages as they lie in node_modules. */
async function unbundled(what: string, event: Subject["event"]): Promise<Subject> {
  const folder = await besideNodeModules(what);
  await build({
    entryPoints: ["functions/report/handler.ts"],
    outfile: join(folder, "handler.cjs"),
    bundle: true,
    packages: "external",
    platform: "node",
    format: "cjs",
    loader: FONT_LOADERS,
  });
  return { what, folder, handler: "handler.handler", event };
}

async function besideNodeModules(what: string): Promise<string> {
  const folder = join(root, what.replaceAll(/\W+/g, "-"));
  await mkdir(folder);
  await symlink(resolve("node_modules"), join(folder, "node_modules"));
  return folder;
}

async function coldStart({ folder, handler, event }: Subject, run: number): Promise<Times> {
  const { settings, memoryMb } = await deployed(inject("packagedService"), "report");
  const all = { ...settings, ...cases.settings() };
  const begun = performance.now();
  const { runtime } = await startRuntime({ folder, handler, memoryMb, settings: all });
  expect(await runtime.initialised).toEqual({ type: "ready" });
  const initialised = performance.now();
  const outcome = await runtime.invoke(event(run), TIMEOUT_MS);
  const answered = performance.now();
  await runtime.stop();
  expect(outcome).toMatchObject({ type: "answer", body: { statusCode: 200 } });
  return { initMs: initialised - begun, answerMs: answered - initialised };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Medians of the parts and of the whole, its least, and how many times the first row's both are. */
function table(rows: ReadonlyMap<string, readonly Times[]>): string {
  const wholesOf = (times: readonly Times[]) =>
    times.map(({ initMs, answerMs }) => initMs + answerMs);
  const [first = []] = rows.values();
  const nothing = { median: median(wholesOf(first)), least: Math.min(...wholesOf(first)) };
  const lines = [...rows].map(([what, times]) => {
    const whole = { median: median(wholesOf(times)), least: Math.min(...wholesOf(times)) };
    const init = median(times.map(({ initMs }) => initMs));
    const answer = median(times.map(({ answerMs }) => answerMs));
    const figures = [init, answer, whole.median, whole.least].map((ms) => ms.toFixed(0));
    const ratios = [whole.median / nothing.median, whole.least / nothing.least];
    return `| ${[what, ...figures, ...ratios.map((ratio) => ratio.toFixed(1))].join(" | ")} |`;
  });
  const head = [
    "what",
    "init ms",
    "first answer ms",
    "together",
    "least",
    "times nothing",
    "of least",
  ];
  const rule = ["---", ...head.slice(1).map(() => "---:")];
  return [head, rule]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .concat(lines)
    .join("\n");
}

test(`${RUNS} cold starts of each`, async () => {
  const subjects = [
    await loading("nothing: a function that answers 200"),
    ...(await packaged("health", { "`health`: `/health`": get("/health") })),
    ...(await packaged("console", { "`console`: `/openapi.json`": get("/openapi.json") })),
    ...(await packaged("demo", { "`demo`: a manifest": get(`/demo/cases/${CASE}/manifest`) })),
    ...(await packaged("report", {
      "`report`: a hit": () => generateEvent(CASE),
      "`report`: a miss": (run) => generateEvent(missing(run)),
    })),
    await unbundled("`report`: a hit, packages not bundled", () => generateEvent(CASE)),
    await loading("peer: `@aws-sdk/client-s3`, not bundled", "@aws-sdk/client-s3"),
    await loading("peer: `pdfkit`, not bundled", "pdfkit"),
    await loading(
      "peer: Powertools logger and metrics",
      "@aws-lambda-powertools/logger",
      "@aws-lambda-powertools/metrics",
    ),
  ];
  const rows = new Map(subjects.map(({ what }): [string, Times[]] => [what, []]));
  // The first round makes the report that is hit, and files that are read for the first time are slow.
  const [, , , , hit] = subjects;
  if (hit !== undefined) await coldStart(hit, 0);
  for (let run = 0; run < RUNS; run++) {
    for (const subject of subjects) rows.get(subject.what)?.push(await coldStart(subject, run));
  }
  process.stdout.write(`${table(rows)}\n`);
  expect([...rows.values()].map(({ length }) => length)).toEqual(subjects.map(() => RUNS));
});
