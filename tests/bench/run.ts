/**
 * `npm run bench -- [options]`: what the service costs, as ratios to limits that are measured in the same run.
 *
 *     --only keys,hits      only these subjects
 *     --json <file>         also write the figures to a file
 *     --compare <file>      show the figures of an earlier --json file beside those of this run
 *     --peer "POST <url>"   compare hits over HTTP with this request to another service
 *     --peer-body <json>    the body of that request
 *
 * Each subject runs in a process of its own, so that none is measured warmed up by another. The machine may be
 * faster in one minute than in the next: compare ratios, not times. docs/performance.md explains the figures.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { parseFigures, parseSubjects, type Figure } from "./figure.ts";
import { tableOf, type Figures } from "./table.ts";
import { SUBJECTS } from "./subjects.ts";

const { values: options } = parseArgs({
  options: {
    only: { type: "string" },
    json: { type: "string" },
    compare: { type: "string" },
    peer: { type: "string" },
    "peer-body": { type: "string" },
  },
});

function chosen(): string[] {
  const known = Object.keys(SUBJECTS);
  const names = options.only?.split(",") ?? known;
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length === 0) return names;
  throw new Error(`--only: unknown ${unknown.join(", ")}; the subjects are ${known.join(", ")}`);
}

function measure(subject: string, ...args: readonly string[]): Figure[] {
  process.stderr.write(`measuring: ${subject}\n`);
  const script = new URL("subject.ts", import.meta.url).pathname;
  const flags = ["--expose-gc", "--import", "tsx", script, subject, ...args];
  const output = execFileSync(process.execPath, flags, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 16 * 1024 * 1024,
  });
  return parseFigures(output.trimEnd().split("\n").at(-1) ?? "");
}

function measureAll(): Figures {
  if (options.peer !== undefined) {
    return { peer: measure("peer", options.peer, options["peer-body"] ?? "") };
  }
  return Object.fromEntries(chosen().map((name) => [name, measure(name)]));
}

const { compare } = options;
const before = compare === undefined ? undefined : parseSubjects(readFileSync(compare, "utf8"));
const figures = measureAll();
process.stdout.write(`${tableOf(figures, before)}\n`);
if (options.json !== undefined) {
  writeFileSync(options.json, `${JSON.stringify(figures, undefined, 2)}\n`);
}
