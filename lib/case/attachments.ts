import type { Attachment } from "./attachment.ts";
import type { ArtifactTexts } from "./artifacts-in.ts";
import { KEY_FILE } from "./key-file.ts";
import { ARTIFACTS, fileOf } from "./schemas.ts";

/**
 * The attachments of a report: `key.json` and the canonical JSON of every artifact, byte for byte as it was
 * hashed, sorted by file name as a PDF requires.
 *
 * @param texts the canonical JSON of each artifact, as it was hashed
 * @param key the text of `key.json`
 */
export function attachmentsOf(texts: ArtifactTexts, key: string): Attachment[] {
  const artifacts = ARTIFACTS.flatMap((name) => {
    const text = texts[name];
    return text === undefined ? [] : [{ file: fileOf(name), text }];
  });
  return [{ file: KEY_FILE, text: key }, ...artifacts].toSorted(byName);
}

/** Compares by code unit, because the order of a locale may differ. */
function byName(a: Attachment, b: Attachment): number {
  return a.file < b.file ? -1 : 1;
}
