import * as v from "valibot";
import type { KeyContent } from "../../case/key-text.ts";
import { canonicalJson } from "../../case/canonical-json.ts";
import { InexactJsonError, parseExactJson } from "../../case/exact-json.ts";
import { KEY_FILE } from "../../case/key-file.ts";
import { RECORD_STATES } from "../../case/record.ts";
import { ARTIFACTS } from "../../case/schemas.ts";
import type { Step } from "./verification.ts";

const SHA256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const KeySchema = v.strictObject({
  artifacts: v.record(v.picklist(ARTIFACTS), SHA256),
  record: v.union([
    v.picklist(["none", "unreadable"]),
    v.record(v.picklist(ARTIFACTS), v.picklist(RECORD_STATES)),
  ]),
  report: v.string(),
});

interface KeyFile {
  readonly step: Step;
  /** Undefined when the step fails. */
  readonly content: KeyContent | undefined;
}

/** Reads the attachment that names everything the report depends on. */
export function readKeyFile(bytes: Uint8Array | undefined): KeyFile {
  if (bytes === undefined) {
    return refused(
      `The PDF has no attachment ${KEY_FILE}: it was removed, or a version of the service before 3 made the report.`,
    );
  }
  try {
    return ofValue(bytes, parseExactJson(bytes));
  } catch (error) {
    if (!(error instanceof InexactJsonError)) throw error;
    return refused(`${KEY_FILE} is not valid JSON: ${error.message}.`);
  }
}

function ofValue(bytes: Uint8Array, value: unknown): KeyFile {
  if (canonicalJson(value) !== new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes)) {
    return refused(`${KEY_FILE} is not canonical JSON (RFC 8785).`);
  }
  const parsed = v.safeParse(KeySchema, value);
  if (!parsed.success) {
    const place = v.getDotPath(parsed.issues[0]) ?? "the whole document";
    return refused(`${KEY_FILE} does not have the members of a key: see ${place}.`);
  }
  const names = Object.keys(parsed.output.artifacts);
  const detail = `${KEY_FILE} names ${names.join(", ")}.`;
  return { step: { step: "key_file", outcome: "holds", detail }, content: parsed.output };
}

function refused(detail: string): KeyFile {
  return { step: { step: "key_file", outcome: "does_not_hold", detail }, content: undefined };
}
