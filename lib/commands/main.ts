/** The executable `clarity`: functions/clarity.cjs loads its bundle. */
import { join } from "node:path";
import { renderLazily } from "../report/lazy-renderer.ts";
import type { VerifyTools } from "../service/verify/verification.ts";
import { exitAtSignals } from "./batch/interrupt.ts";
import { withDemoCases } from "./demo-cases.ts";
import { run } from "./run.ts";

/** Set by the build. */
declare const BUILD_VERSION: string;

/** The writer gets the error of a failed write. */
function ignore(): void {}

process.stdout.on("error", ignore);
process.stderr.on("error", ignore);
// It ends in an orderly way by itself.
if (process.argv[2] !== "start") exitAtSignals();

/** The bundle is `dist/commands/main.cjs`. */
const root = join(__dirname, "../..");
const { env } = process;
// npm runs the scripts of a checkout in its folder; INIT_CWD is where the user called it.
const isScript = env["npm_package_json"] === join(root, "package.json");

/** Loads the reader of PDFs only for the command that needs it. */
const loadTools = async () => (await import("../service/verify/verify-threads.ts")).verifyTools();
let tools: Promise<VerifyTools> | undefined;
const verifyTools: VerifyTools = {
  read: async (...given) => await (await (tools ??= loadTools())).read(...given),
  render: async (...given) => await (await (tools ??= loadTools())).render(...given),
};

async function main(): Promise<void> {
  process.exitCode = await run(process.argv.slice(2), {
    version: BUILD_VERSION,
    root,
    environment: withDemoCases(env, root),
    folder: (isScript ? env["INIT_CWD"] : undefined) ?? process.cwd(),
    stdout: process.stdout,
    stderr: process.stderr,
    render: renderLazily,
    verifyTools,
  });
}

void main();
