import type { Render } from "./situations.ts";

/** What one process tells: who and where it was, and what it rendered. */
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
