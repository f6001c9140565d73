import type { Render } from "./situations.ts";

/** The output of one process: its name and place, and its renders. */
export interface Answer {
  readonly version: string;
  readonly arch: string;
  readonly locale: string;
  readonly timeZone: string;
  readonly folder: string;
  readonly renders: readonly Render[];
}

export function answerOf(renders: readonly Render[]): Answer {
  const { locale, timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const { version, arch } = process;
  return { version, arch, locale, timeZone, folder: process.cwd(), renders };
}
