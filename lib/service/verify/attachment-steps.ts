import type { KeyContent } from "../../case/key-text.ts";
import { canonicalJson } from "../../case/canonical-json.ts";
import type { ArtifactTexts } from "../../case/artifacts-in.ts";
import { InexactJsonError, parseExactJson } from "../../case/exact-json.ts";
import { KEY_FILE } from "../../case/key-file.ts";
import { ARTIFACTS, fileOf, type ArtifactName } from "../../case/schemas.ts";
import { sha256 } from "./sha256.ts";
import type { EmbeddedFile, Step } from "./verification.ts";

/** How many unexpected names are shown: a PDF may have ten thousand. */
const MOST_SHOWN = 10;

/** Whether exactly `key.json` and the artifacts that it names are attached. */
export function attachmentsStep(
  attachments: readonly EmbeddedFile[],
  { artifacts }: KeyContent,
): Step {
  const expected = [KEY_FILE, ...namesIn(artifacts).map(fileOf)];
  const found = attachments.map(({ file }) => file);
  const faults = [
    ...listOf(
      "missing",
      expected.filter((file) => !found.includes(file)),
    ),
    ...listOf(
      `not named by ${KEY_FILE}`,
      found.filter((file) => !expected.includes(file)),
    ),
    ...listOf(
      "attached twice",
      found.filter((file, at) => found.indexOf(file) !== at),
    ),
  ];
  if (faults.length > 0) {
    const detail = `Other attachments than ${KEY_FILE} names: ${faults.join("; ")}.`;
    return { step: "attachments", outcome: "does_not_hold", detail };
  }
  const detail = `Exactly ${KEY_FILE} and what it names: ${found.length} files.`;
  return { step: "attachments", outcome: "holds", detail };
}

function listOf(what: string, files: readonly string[]): string[] {
  if (files.length === 0) return [];
  const others = files.length - MOST_SHOWN;
  const more = others > 0 ? ` and ${others} more` : "";
  return [`${what}: ${files.slice(0, MOST_SHOWN).join(", ")}${more}`];
}

function namesIn(artifacts: KeyContent["artifacts"]): ArtifactName[] {
  return ARTIFACTS.filter((name) => artifacts[name] !== undefined);
}

interface Hashed {
  readonly step: Step;
  /** The canonical JSON of the artifacts whose hash is the one in `key.json`. */
  readonly texts: ArtifactTexts;
}

/** Whether each artifact is canonical JSON with the hash that `key.json` names. */
export async function hashesStep(
  attachments: readonly EmbeddedFile[],
  { artifacts }: KeyContent,
): Promise<Hashed> {
  const texts: Partial<Record<ArtifactName, string>> = {};
  const faults: string[] = [];
  for (const name of namesIn(artifacts)) {
    const attached = attachments.find(({ file }) => file === fileOf(name));
    const checked = await checkedText(attached, name, artifacts[name]);
    if (checked.fault === undefined) texts[name] = checked.text;
    else faults.push(checked.fault);
  }
  const detail =
    faults.length === 0
      ? `Each artifact is canonical JSON with the SHA-256 in ${KEY_FILE}.`
      : faults.join(" ");
  const outcome = faults.length === 0 ? "holds" : "does_not_hold";
  return { step: { step: "hashes", outcome, detail }, texts };
}

type CheckedText =
  | { readonly text: string; readonly fault?: undefined }
  | { readonly fault: string };

async function checkedText(
  attached: EmbeddedFile | undefined,
  name: ArtifactName,
  expected: string | undefined,
): Promise<CheckedText> {
  const file = fileOf(name);
  if (attached === undefined) return { fault: `${file} is not attached.` };
  const found = await sha256(attached.bytes);
  if (found !== expected) {
    return { fault: `${file} has the SHA-256 ${found}, but ${KEY_FILE} says ${expected}.` };
  }
  return canonicalText(file, attached.bytes);
}

function canonicalText(file: string, bytes: Uint8Array): CheckedText {
  try {
    const text = canonicalJson(parseExactJson(bytes));
    const attached = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    return text === attached ? { text } : { fault: `${file} is not canonical JSON (RFC 8785).` };
  } catch (error) {
    if (!(error instanceof InexactJsonError)) throw error;
    return { fault: `${file} is not valid JSON: ${error.message}.` };
  }
}
