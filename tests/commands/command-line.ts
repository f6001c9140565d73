import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import * as v from "valibot";
import { run } from "../../lib/commands/run.ts";
import { toolsHere } from "../../lib/service/verify/verify-tasks.ts";
import type { RenderReport } from "../../lib/report/source.ts";
import { renderReport } from "../../lib/report/render.ts";
import { copyCases } from "../http/test-service.ts";
import { temporaryFolder } from "../store/temp-folder.ts";

/** A user at a command line, with cases, a store that does not exist yet, and a working folder. */
export interface Desk {
  readonly artifactRoot: string;
  readonly cacheDir: string;
  readonly folder: string;
}

export async function makeDesk(cases: readonly string[] = ["case_sparse"]): Promise<Desk> {
  const root = await temporaryFolder();
  const desk = {
    artifactRoot: join(root, "cases"),
    cacheDir: join(root, "cache"),
    folder: join(root, "desk"),
  };
  for (const folder of [desk.artifactRoot, desk.folder]) await mkdir(folder);
  await copyCases(desk.artifactRoot, cases);
  return desk;
}

interface Circumstances {
  readonly settings?: Readonly<Record<string, string>>;
  readonly render?: RenderReport;
  readonly isTTY?: boolean;
}

export interface Ran {
  readonly code: number;
  readonly out: Buffer;
  /** Standard output and standard error, without the last line feed. */
  readonly text: string;
  readonly errors: string;
}

/** Runs a command in this process. */
export async function ran(
  desk: Desk,
  argv: readonly string[],
  { settings = {}, render = renderReport, isTTY = false }: Circumstances = {},
): Promise<Ran> {
  const out = new Sink();
  const errors = Object.assign(new Sink(), { isTTY, columns: 80 });
  const { artifactRoot, cacheDir, folder } = desk;
  const environment = { ARTIFACT_ROOT: artifactRoot, CLARITY_CACHE_DIR: cacheDir, ...settings };
  const code = await run(argv, {
    version: "1.2.3",
    root: process.cwd(),
    environment,
    folder,
    stdout: out,
    stderr: errors,
    render,
    verifyTools: toolsHere,
  });
  return { code, out: out.content, text: out.lines, errors: errors.lines };
}

class Sink extends PassThrough {
  readonly #chunks: Buffer[] = [];

  constructor() {
    super();
    this.on("data", (chunk: Buffer) => this.#chunks.push(chunk));
  }

  get content(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  get lines(): string {
    return this.content.toString("utf8").replace(/\n$/, "");
  }
}

const ObjectSchema = v.record(v.string(), v.unknown());
type JsonObject = v.InferOutput<typeof ObjectSchema>;

/** The output of a command with `--json`, which must be one document. */
export function jsonOf({ text }: Ran): JsonObject {
  return v.parse(ObjectSchema, JSON.parse(text));
}

/** The key of a case's report, as the command prints it. */
export async function keyOfCase(desk: Desk, argument = "case_sparse"): Promise<string> {
  return String(jsonOf(await ran(desk, ["hash", argument, "--json"]))["cache_key"]);
}

/** The problem that a command prints with `--json`: the last line of standard error. */
export function problemIn({ errors }: Ran): JsonObject {
  return v.parse(ObjectSchema, JSON.parse(errors.split("\n").at(-1) ?? ""));
}
