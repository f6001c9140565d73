/**
 * Runs work that may allocate only so many bytes as `Uint8Array`, in all: a browser does not tell a script how much
 * memory it takes. pdf.js decompresses streams into such arrays. What is freed again counts, too.
 *
 * @param onExceeded is called once, before the work gets a RangeError
 */
export async function withAllocationLimit<T>(
  bytes: number,
  onExceeded: () => void,
  work: () => Promise<T>,
): Promise<T> {
  const original = globalThis.Uint8Array;
  let left = bytes;
  const count = (length: number) => {
    const before = left;
    left -= length;
    if (left >= 0) return;
    if (before >= 0) onExceeded();
    throw new RangeError("the limit of memory is reached");
  };
  globalThis.Uint8Array = new Proxy(original, {
    construct(target, args: unknown[], newTarget) {
      count(lengthOf(args[0]));
      const made: unknown = Reflect.construct(target, args, newTarget);
      return Object(made);
    },
  });
  try {
    return await work();
  } finally {
    globalThis.Uint8Array = original;
  }
}

/** The length of the array that is made of it. A view of a buffer allocates nothing. */
function lengthOf(given: unknown): number {
  if (typeof given === "number") return given;
  return Array.isArray(given) || ArrayBuffer.isView(given)
    ? Number(Reflect.get(given, "length"))
    : 0;
}
