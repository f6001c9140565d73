/** What the npm scripts `report`, `hash`, `verify` and `cache` run. */
import { renderLazily } from "../report/lazy-renderer.ts";
import { verifyTools } from "../service/verify/verify-threads.ts";
import { run } from "./run.ts";

/** The writer gets the error of a failed write. */
function ignore(): void {}

process.stdout.on("error", ignore);
process.stderr.on("error", ignore);
// `process.exit` runs the handlers that remove unfinished files. The codes are those of shells.
process.on("SIGINT", () => process.exit(130));
process.on("SIGTERM", () => process.exit(143));

const io = {
  environment: process.env,
  // npm runs scripts in the folder of the package; INIT_CWD is where the user called it.
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
