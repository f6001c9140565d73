import type { Verification } from "../../../../lib/http/answers.ts";

/** The state of a case's checksums. */
export type Checksums =
  | { readonly name: "verified" | "unlisted" }
  | { readonly name: "differ" | "unchecked"; readonly files: readonly string[] }
  | { readonly name: "unreadable"; readonly why: string };

/** The result of a verification. A file that differs or is missing outweighs one that was not checked. */
export function checksumsOf({ record, reason = "", files }: Verification): Checksums {
  if (record === "unreadable") return { name: "unreadable", why: reason };
  const named = (...states: readonly string[]) =>
    Object.entries(files).flatMap(([file, { state }]) => (states.includes(state) ? [file] : []));
  const [wrong, unchecked] = [named("differs", "missing"), named("not_checked")];
  if (wrong.length > 0) return { name: "differ", files: wrong };
  if (unchecked.length > 0) return { name: "unchecked", files: unchecked };
  return { name: Object.keys(files).length === 0 ? "unlisted" : "verified" };
}
