import type { RenderReport } from "../report/source.ts";
import type { VerifyTools } from "../service/verify/verification.ts";
import { errnoOf } from "../store/failures.ts";
import { orUnwritable } from "../store/file/output-file.ts";
import { visible } from "./visible.ts";

/** Everything outside the command that it uses; the caller passes it in. */
export interface Io {
  /** The version of this package. */
  readonly version: string;
  /** The package's folder, absolute: it has `dist` and the demo cases. */
  readonly root: string;
  /** The environment variables. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Absolute. Relative paths in arguments refer to it; paths in settings refer to the working directory. */
  readonly folder: string;
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly render: RenderReport;
  /** What `verify` reads PDFs and renders with. */
  readonly verifyTools: VerifyTools;
}

/** The result of a command, for people and for programs. */
export interface Answer {
  /** Lines, without the last line feed. */
  readonly text: string;
  /** Written as JSON, with members in snake_case as in the API. */
  readonly json: Readonly<Record<string, unknown>>;
  readonly exitCode?: number;
}

/** Options of every command. */
export interface AnswerOptions {
  readonly json?: boolean;
}

/**
 * Prints the result on standard output.
 *
 * @throws ClarityError as `writeOut`
 */
export async function print({ stdout }: Io, answer: Answer, options: AnswerOptions): Promise<void> {
  await writeOut(stdout, lineOf(answer, options));
}

/** Prints on standard error. A failure to write there is ignored. */
export function printError({ stderr }: Io, answer: Answer, options: AnswerOptions): void {
  stderr.write(lineOf(answer, options));
}

/**
 * Writes to standard output. A reader that closed the pipe (`| head`) is not a failure.
 *
 * @throws ClarityError `invalid_request` when it cannot be written
 */
export async function writeOut(
  stdout: NodeJS.WritableStream,
  content: string | Uint8Array,
): Promise<void> {
  await orUnwritable("Standard output", async () => {
    await new Promise<void>((resolve, reject) => {
      stdout.write(content, (error) => {
        if (error === undefined || error === null || errnoOf(error) === "EPIPE") resolve();
        else reject(error);
      });
    });
  });
}

/** One line of JSON, or the text. */
function lineOf({ text, json }: Answer, options: AnswerOptions): string {
  return visible(options.json === true ? JSON.stringify(json) : text) + "\n";
}
