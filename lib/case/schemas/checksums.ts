import * as v from "valibot";
import { optional } from "./members.ts";

/** What a readable `checksums.json` looks like, for the API description. `parseChecksums` checks it. */
export const ChecksumsSchema = v.looseObject({
  algorithm: v.pipe(
    optional(v.string()),
    v.description("SHA-256, SHA-384 or SHA-512 in any spelling; SHA-256 when absent"),
  ),
  files: v.pipe(
    v.record(v.string(), v.string()),
    v.description("for each file, its checksum in hex digits"),
  ),
});
