import { ClarityError } from "../../errors.ts";
import { ObjectTooLargeError } from "../contract.ts";
import { errnoOf } from "../failures.ts";
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
  if (opened === undefined) {
    throw new ClarityError("not_found", undefined, {
      reason: "input_missing",
      facts: { path: name },
    });
  }
  if ("tooLarge" in opened) return opened;
  if (opened.body === undefined) {
    const reason = opened.stats.isDirectory() ? "input_is_folder" : "input_is_special";
    throw new ClarityError("invalid_request", undefined, { reason, facts: { path: name } });
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
    throw new ClarityError("invalid_request", undefined, {
      reason: "input_refused",
      facts: { path: name, errorCode: errno },
      cause,
    });
  }
}
