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
