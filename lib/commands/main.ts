/** What the npm scripts `report`, `hash`, `verify` and `cache` run. */
import { renderLazily } from "../report/lazy-renderer.ts";
import { verifyTools } from "../service/verify/verify-threads.ts";
import { run } from "./run.ts";

/** What could not be written is told to whoever wrote it. */
function ignore(): void {}

process.stdout.on("error", ignore);
process.stderr.on("error", ignore);
// By the handlers of `exit` nothing half done stays; codes as shells tell them.
process.on("SIGINT", () => process.exit(130));
process.on("SIGTERM", () => process.exit(143));

const io = {
  environment: process.env,
  // npm runs scripts in the package's folder, and tells where it was called.
  folder: process.env["INIT_CWD"] ?? process.cwd(),
  stdout: process.stdout,
  stderr: process.stderr,
  render: renderLazily,
  verifyTools: verifyTools(),
};

async function main(): Promise<void> {
  process.exitCode = await run(process.argv.slice(2), io);
}

void main();
