import type { RenderReport } from "../report/source.ts";
import type { VerifyTools } from "../service/verify/verification.ts";
import { errnoOf } from "../store/failures.ts";
import { orUnwritable } from "../store/file/output-file.ts";
import { visible } from "./visible.ts";

/** What a command touches outside of itself, handed to it by whoever runs it. */
export interface Io {
  /** The settings, unread. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Absolute; what relative paths among the arguments mean. Settings mean the working directory. */
  readonly folder: string;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly render: RenderReport;
  /** What `verify` reads PDFs and renders with. */
  readonly verifyTools: VerifyTools;
}

/** What a command found, for people and for programs. */
export interface Answer {
  /** Lines, without the last line feed. */
  readonly text: string;
  /** Written as JSON, with members in snake_case as in the API. */
  readonly json: Readonly<Record<string, unknown>>;
  readonly exitCode?: number;
}

/** How each command answers. */
export interface AnswerOptions {
  readonly json?: boolean;
}

/**
 * Answers on standard output.
 *
 * @throws ClarityError as `writeOut`
 */
export async function print({ stdout }: Io, answer: Answer, options: AnswerOptions): Promise<void> {
  await writeOut(stdout, lineOf(answer, options));
}

/** Tells something on standard error. Where that cannot be written, there is nobody to tell. */
export function tell({ stderr }: Io, answer: Answer, options: AnswerOptions): void {
  stderr.write(lineOf(answer, options));
}

/**
 * Writes to standard output. Whoever read along may have seen enough (`| head`): that is no failure.
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
