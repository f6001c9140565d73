import { CaseFolder } from "./file/case-folder.ts";
import type { ArtifactSource } from "./contract.ts";
import type { Place } from "./place.ts";

/** Opens the cases at a place, which may not exist yet. */
export function openCases(place: Place): ArtifactSource {
  if (place.kind === "folder") return new CaseFolder(place.folder);
  // The SDK is large, so load it only where it is used, and at once: a function starts with extra CPU.
  const opened = import("./s3/open-cases.ts").then(({ openS3Cases }) => openS3Cases(place));
  return {
    read: async (folder, names, options) => await (await opened).read(folder, names, options),
    identify: async (folder, names) => await (await opened).identify(folder, names),
    identifyEach: async (folders, names) => await (await opened).identifyEach(folders, names),
    folders: async () => await (await opened).folders(),
    firstFolders: async (atMost) => await (await opened).firstFolders(atMost),
  };
}
