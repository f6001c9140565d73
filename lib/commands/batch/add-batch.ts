import { InvalidArgumentError, type Command } from "commander";
import { EXIT_CODES_HELP } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import type { BatchCommandOptions } from "./batch.ts";

/** Adds the command `batch`; its code is loaded when it runs. */
export function addBatch(program: Command, io: Io, exitCode: (code: number) => void): void {
  program
    .command("batch")
    .usage("[options]")
    .description("Makes the reports of all cases, or of those that a file names.")
    .option("--manifest <file>", "only these cases: one id per line, or an earlier manifest")
    .option("-o, --output <file>", "also write the manifest to this file")
    .option("--against <url>", "let this service make the reports")
    .option("--concurrency <n>", "how many cases at once", positive)
    .option("--max-failures <n>", "stop when more cases than this have no report", count)
    .option("--dry-run", "only say what would be done")
    .option("--json", "print one JSON document; stderr then has JSON lines, too")
    .addHelpText("after", BATCH_HELP)
    .action(async (options: BatchCommandOptions) => {
      const { batch } = await import("./batch.ts");
      exitCode(await batch(options, io));
    });
}

function count(text: string): number {
  const value = Number(text);
  if (/^\d{1,9}$/.test(text)) return value;
  throw new InvalidArgumentError("Expected a whole number from 0 to 999999999.");
}

function positive(text: string): number {
  const value = count(text);
  if (value >= 1 && value <= 256) return value;
  throw new InvalidArgumentError("Expected a whole number from 1 to 256.");
}

const BATCH_HELP = `
Examples:
  clarity batch
  clarity batch --manifest to-audit.txt -o manifest.jsonl
  clarity batch --against https://reports.example.org --dry-run

A batch can be stopped (Ctrl-C) or killed at any time: what was stored stays, and the same command does the
rest. Batches that run at the same time share the work. The manifest has one line per case: its key, and
SHA-256 and size of its report, or why it has none. It is stored when every case has one or the other.

Settings: ARTIFACT_ROOT (the cases), CLARITY_CACHE_DIR (the stored reports), RENDER_CONCURRENCY,
CLARITY_AUTHORIZATION (the Authorization header, for --against).

${EXIT_CODES_HELP}`;
