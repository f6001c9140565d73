/** No name of a file may be longer on Linux. */
const PATH_SEGMENT = /^(?!\.{1,2}$)[^/\\\p{Cc}]{1,255}$/u;
const SEGMENT = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,128}$/;

/**
 * Checks a key: segments of `A-Z a-z 0-9 . _ -`, joined by `/`, none of them `.` or `..`. Such a key is
 * the same name on every file system and in every bucket, and cannot leave the store's root. No key may
 * lie under another one (`a` and `a/b`).
 *
 * @throws RangeError for any other key: a bug of the caller, never the user's input
 */
export function assertKey(key: string): void {
  if (isKey(key)) return;
  throw new RangeError(
    `expected a key of safe segments joined by "/", found ${JSON.stringify(key)}`,
  );
}

/** True for what `assertKey` takes. */
export function isKey(text: string): boolean {
  return text.split("/").every((segment) => SEGMENT.test(segment));
}

/**
 * Checks a path within a folder: segments joined by `/`, none empty, `.` or `..`, without backslashes and
 * control characters. It cannot leave the folder.
 *
 * @throws RangeError for any other path: the caller has to check names that come from outside
 */
export function assertPath(path: string): void {
  if (isPath(path)) return;
  throw new RangeError(`expected a path within a folder, found ${JSON.stringify(path)}`);
}

export function isPath(text: string): boolean {
  return text.split("/").every((segment) => PATH_SEGMENT.test(segment));
}
