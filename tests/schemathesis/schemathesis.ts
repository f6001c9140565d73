import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import * as v from "valibot";

const PROGRAM = resolve("tests/schemathesis/node_modules/python/bin/schemathesis");

/** A fixed seed sends the same requests in each run, so that a failure can be repeated. */
const FIXED = ["--seed", "1", "--max-examples", "10"];

const ReportSchema = v.object({
  complete: v.boolean(),
  operations: v.object({ total: v.number(), tested: v.number() }),
  phases: v.record(v.string(), v.looseObject({ status: v.string() })),
  failures: v.array(v.unknown()),
  errors: v.array(v.unknown()),
  warnings: v.record(v.string(), v.array(v.unknown())),
});

interface Run {
  readonly report: v.InferOutput<typeof ReportSchema>;
  /** What schemathesis printed: for each failure the request as a curl command. */
  readonly output: string;
}

/**
 * Sends generated requests to a service and compares the answers with an API description, with every check that
 * schemathesis has.
 *
 * @param description address or file of the description
 * @param config text of a `schemathesis.toml`
 */
export async function schemathesis(
  description: string,
  url: string,
  config: string,
  options: readonly string[] = [],
): Promise<Run> {
  const folder = await mkdtemp(join(tmpdir(), "clarity-schemathesis-"));
  try {
    await writeFile(join(folder, "schemathesis.toml"), config);
    const checks = ["--checks", "all", "--continue-on-failure", ...FIXED, ...options];
    const reports = ["--no-color", "--report", "json", "--report-dir", "reports"];
    const output = await run(folder, ["run", description, "--url", url, ...checks, ...reports]);
    const [name] = await readdir(join(folder, "reports")).catch(() => []);
    if (name === undefined) throw new Error(`schemathesis wrote no report:\n${output}`);
    const text = await readFile(join(folder, "reports", name), "utf8");
    return { report: v.parse(ReportSchema, JSON.parse(text)), output };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs schemathesis; its exit code is not used, because the report has more. */
async function run(cwd: string, args: readonly string[]): Promise<string> {
  return await new Promise((done) => {
    execFile(PROGRAM, args, { cwd, maxBuffer: 64 * 1024 * 1024 }, (_, stdout, stderr) => {
      done(`${stdout}${stderr}`);
    });
  });
}
