import type { Attachment } from "./attachment.ts";
import { ARTIFACTS, fileOf, type ArtifactName } from "./schemas.ts";

/**
 * What is attached to the report of a case: the canonical JSON of every artifact that it has, whole, in the
 * order of the files' names, as a PDF sorts them.
 *
 * @param texts the canonical JSON of each artifact, as it was hashed
 */
export function attachmentsOf(
  texts: Readonly<Partial<Record<ArtifactName, string>>>,
): Attachment[] {
  return ARTIFACTS.toSorted().flatMap((name) => {
    const text = texts[name];
    return text === undefined ? [] : [{ file: fileOf(name), text }];
  });
}
