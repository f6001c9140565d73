/** The longest file name on Linux. */
const PATH_SEGMENT = /^(?!\.{1,2}$)[^/\\\p{Cc}]{1,255}$/u;
const SEGMENT = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,128}$/;

/**
 * Checks a key: segments of `A-Z a-z 0-9 . _ -`, joined by `/`, and no segment is `.` or `..`. So a key is the
 * same name on every file system and in every bucket, and cannot leave the store's root. A key must not be
 * below another key (`a` and `a/b`).
 *
 * @throws RangeError for any other key, which is a bug in the caller
 */
export function assertKey(key: string): void {
  if (isKey(key)) return;
  throw new RangeError(
    `expected a key of safe segments joined by "/", found ${JSON.stringify(key)}`,
  );
}

/** Whether `assertKey` accepts the key. */
export function isKey(text: string): boolean {
  return text.split("/").every((segment) => SEGMENT.test(segment));
}

/**
 * Checks a path within a folder: segments joined by `/`, without backslashes and control characters. A segment
 * must not be empty, `.` or `..`, so the path cannot leave the folder.
 *
 * @throws RangeError for any other path; the caller checks names from untrusted input first
 */
export function assertPath(path: string): void {
  if (isPath(path)) return;
  throw new RangeError(`expected a path within a folder, found ${JSON.stringify(path)}`);
}

export function isPath(text: string): boolean {
  return text.split("/").every((segment) => PATH_SEGMENT.test(segment));
}
