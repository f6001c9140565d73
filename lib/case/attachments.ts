import type { Attachment } from "./attachment.ts";
import type { ArtifactTexts } from "./digest.ts";
import { KEY_FILE } from "./key-file.ts";
import { ARTIFACTS, fileOf } from "./schemas.ts";

/**
 * What is attached to the report of a case: `key.json` and the canonical JSON of every artifact, whole and byte
 * for byte what was hashed, in the order of the files' names, as a PDF sorts them.
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

/** By code unit: a locale could sort in another way. */
function byName(a: Attachment, b: Attachment): number {
  return a.file < b.file ? -1 : 1;
}
