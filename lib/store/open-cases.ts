import { CaseFolder } from "./file/case-folder.ts";
import type { ArtifactSource } from "./contract.ts";
import type { Place } from "./place.ts";

/** Opens the cases at a place, which need not be there yet. */
export function openCases(place: Place): ArtifactSource {
  if (place.kind === "folder") return new CaseFolder(place.folder);
  // Loaded only where it is used, as it is large, and at once: a function's first seconds are its fastest.
  const opened = import("./s3/open-cases.ts").then(({ openS3Cases }) => openS3Cases(place));
  return {
    read: async (folder, names, options) => await (await opened).read(folder, names, options),
    identify: async (folder, names) => await (await opened).identify(folder, names),
    folders: async () => await (await opened).folders(),
  };
}
