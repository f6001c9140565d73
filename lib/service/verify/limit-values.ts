/** What verifying may take, for a command and for the page. */
export interface Limits {
  readonly milliseconds: number;
  /** By how much the memory of the whole process may grow meanwhile, in MiB; no limit when absent. */
  readonly growthMib?: number;
}

/** The limits while an untrusted PDF is read. */
export const READ_LIMITS = { milliseconds: 3_000, growthMib: 320 } as const satisfies Limits;
/** The limit of rendering. Attachments are only rendered if their hashes match the key, so they are a valid case. */
export const RENDER_LIMITS = { milliseconds: 60_000 } as const satisfies Limits;

/** The reasons why work was stopped, as `stoppedReason` takes them. */
export function tookTooLong(milliseconds: number): string {
  return `it took more than ${milliseconds / 1000} s`;
}

export function tookTooMuch(mib: number): string {
  return `it took more than ${mib} MiB of memory`;
}

export const WORKER_ENDED = "the thread ended, probably for lack of memory";
