import type { RenderReport } from "../report-service.ts";

/** What a command touches outside of itself, handed to it by whoever runs it. */
export interface Io {
  /** The settings, unread. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Absolute; what relative paths among the arguments mean. Settings mean the working directory. */
  readonly folder: string;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly render: RenderReport;
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

/** One line of JSON, or the text. */
export function print(
  stream: NodeJS.WritableStream,
  { text, json }: Answer,
  options: AnswerOptions,
): void {
  stream.write(options.json === true ? `${JSON.stringify(json)}\n` : `${text}\n`);
}
