import { createHash } from "node:crypto";
import { keyText, type KeyContent } from "./key-text.ts";

/** SHA-256 of a text's UTF-8 bytes, 64 lower-case hex digits. */
export function sha256Hex(text: string): string {
  return createHash("sha256").update(new TextEncoder().encode(text)).digest("hex");
}

/**
 * The key of a case's report: SHA-256 of `key.json`, 64 lower-case hex digits. Any change that could change a byte
 * of the report changes the key.
 */
export function cacheKey(content: KeyContent): string {
  return sha256Hex(keyText(content));
}
