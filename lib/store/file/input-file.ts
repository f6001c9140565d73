import { ClarityError } from "../../errors.ts";
import { ObjectTooLargeError } from "../contract.ts";
import { errnoOf, reasonOf } from "../failures.ts";
import { openAndRead } from "./read-file.ts";

/** The bytes of a file that the user named, or its size when it is larger than the limit. */
export type InputFile =
  | { readonly bytes: Uint8Array<ArrayBuffer>; readonly tooLarge?: undefined }
  | { readonly tooLarge: number };

/**
 * Reads a file that the user named, at most one byte more than allowed.
 *
 * @param path absolute
 * @param name the path as the user gave it, for messages
 * @throws ClarityError `not_found`; `invalid_request` when it is not a regular file or cannot be read
 */
export async function readInputFile(
  path: string,
  name: string,
  maxBytes: number,
): Promise<InputFile> {
  const opened = await orUnreadable(name, async () => await openOrSize(path, maxBytes));
  if (opened === undefined) throw new ClarityError("not_found", `There is no file ${name}.`);
  if ("tooLarge" in opened) return opened;
  if (opened.body === undefined) {
    const what = opened.stats.isDirectory() ? "a folder" : "not a regular file";
    throw new ClarityError("invalid_request", `${name} cannot be read: it is ${what}.`);
  }
  return { bytes: new Uint8Array(opened.body) };
}

async function openOrSize(path: string, maxBytes: number) {
  try {
    return await openAndRead(path, maxBytes);
  } catch (error) {
    if (error instanceof ObjectTooLargeError) return { tooLarge: error.size };
    throw error;
  }
}

async function orUnreadable<T>(name: string, operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (cause) {
    const errno = errnoOf(cause);
    if (errno === undefined) throw cause;
    const message = `${name} cannot be read: ${reasonOf(errno)}.`;
    throw new ClarityError("invalid_request", message, { cause });
  }
}
