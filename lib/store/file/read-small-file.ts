import * as fs from "node:fs";
import { promisify } from "node:util";

/** What is in the place of a file: its bytes and its state, or the state of something that is no regular file. */
type Found =
  | { readonly body: Uint8Array; readonly stats: fs.BigIntStats }
  | { readonly body?: undefined; readonly stats: fs.BigIntStats };

// With callbacks: the handles of `node:fs/promises` take twice as long, which counts for thousands of files.
const open = promisify(fs.open);
const fstat = promisify(fs.fstat);
const read = promisify(fs.read);
const close = promisify(fs.close);

/**
 * Reads a regular file of at most so many bytes at once. Returns "large" for a larger one, for one that grows
 * meanwhile, and for one that states no size.
 *
 * @throws the error of the system, also when the file does not exist
 */
export async function readSmallFile(path: string, maxBytes: number): Promise<Found | "large"> {
  // Opening a named pipe would otherwise wait forever for its writer.
  const file = await open(path, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
  try {
    const stats = await fstat(file, { bigint: true });
    if (!stats.isFile()) return { stats };
    const size = Number(stats.size);
    if (size === 0 || size > maxBytes) return "large";
    const body = await readExactly(file, size);
    return body === undefined ? "large" : { body, stats };
  } finally {
    await close(file);
  }
}

/** The bytes of a file; undefined when it has more. */
async function readExactly(file: number, size: number): Promise<Uint8Array | undefined> {
  // One byte more, so that a longer file shows.
  const buffer = new Uint8Array(size + 1);
  let length = 0;
  for (;;) {
    const { bytesRead } = await read(file, buffer, length, buffer.length - length, null);
    length += bytesRead;
    if (length > size) return undefined;
    // The last byte of a regular file has been read when it has its size, unless it grew after that.
    if (bytesRead === 0 || length === size) return buffer.subarray(0, length);
  }
}
