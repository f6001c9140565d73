import { canonicalText } from "../case/digest.ts";
import type { ArtifactFile } from "../case/artifact-record.ts";
import { CHECKSUMS_FILE, parseChecksums } from "../case/checksums.ts";
import type { View } from "../case/case-views.ts";
import { locate } from "../case/case-layout.ts";
import { noSuchCase, artifactFiles } from "../case/read-case.ts";
import { ARTIFACTS, fileOf, type ArtifactName } from "../case/schemas.ts";
import { ClarityError } from "../errors.ts";
import type { ArtifactSource } from "../store/contract.ts";
import type { CaseTasks } from "../service/case-tasks.ts";
import type { UnreadableChecksums } from "./answers.ts";
import { represent, type Representation } from "./representation.ts";

/** The canonical JSON of an artifact, as it was hashed, in the envelope of its route. */
export function artifactView(name: ArtifactName, tasks: CaseTasks): View<Representation> {
  const names: ArtifactName[] = name === "manifest" ? [name] : [name, "manifest"];
  return {
    name,
    files: names.map(fileOf),
    build: async (caseId, together) => {
      const files = artifactFiles(names, together);
      const file = files.find((one) => one.name === name);
      if (file === undefined) throw noSuchFile(caseId, fileOf(name));
      const synthetic = await isSynthetic(caseId, files, tasks);
      const { texts } = await tasks.digest({ caseId, files: [file] });
      const about = JSON.stringify({ case_id: caseId, artifact_type: name }).slice(1, -1);
      return await represent(`{${about},"data":${texts[name]},"synthetic":${synthetic}}`);
    },
  };
}

/** What the manifest states; null when the manifest does not state it, cannot be read, or is missing. */
async function isSynthetic(
  caseId: string,
  files: readonly ArtifactFile[],
  tasks: CaseTasks,
): Promise<boolean | null> {
  const manifest = files
    .filter(({ name }) => name === "manifest")
    // Copies, because the task transfers the bytes to a thread, and the view may still use them.
    .map(({ name, file, body }) => ({ name, file, body: body.slice() }));
  try {
    return (await tasks.summarise({ caseId, files: manifest })).synthetic;
  } catch (error) {
    if (error instanceof ClarityError && error.code === "unreportable_case") return null;
    throw error;
  }
}

/** The canonical JSON of the checksums, or why they cannot be read. */
export const CHECKSUMS_VIEW: View<Representation> = {
  name: "checksums",
  files: [CHECKSUMS_FILE],
  build: async (caseId, { files: [file] }) => {
    if (file === undefined) throw noSuchFile(caseId, CHECKSUMS_FILE);
    const record = parseChecksums(file.body);
    if (record.state === "unreadable") return await unreadableChecksums(record.reason);
    return await represent(canonicalText(caseId, CHECKSUMS_FILE, file.body));
  },
};

/** The response for a `checksums.json` that cannot be read. */
export async function unreadableChecksums(reason: string): Promise<Representation> {
  const answer: UnreadableChecksums = { record: "unreadable", reason };
  return await represent(JSON.stringify(answer));
}

/** The artifacts that the case has now. Does not read them. @throws ClarityError `not_found` when it has none */
export async function artifactsOf(source: ArtifactSource, caseId: string): Promise<ArtifactName[]> {
  const { identities } = await locate(source, caseId, ARTIFACTS.map(fileOf));
  const names = ARTIFACTS.filter((_, index) => identities[index] !== undefined);
  if (names.length === 0) throw noSuchCase(caseId);
  return names;
}

function noSuchFile(caseId: string, file: string): ClarityError {
  return new ClarityError("not_found", undefined, { details: { case_id: caseId, file } });
}
