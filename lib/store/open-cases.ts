import { CaseFolder } from "./case-folder.ts";
import type { ArtifactSource } from "./contract.ts";
import type { Place } from "./place.ts";

/** Opens the cases at a place, which need not be there yet. */
export function openCases(place: Place): ArtifactSource {
  if (place.kind === "folder") return new CaseFolder(place.folder);
  // Loaded only where it is used, as it is large, and at once: a function's first seconds are its fastest.
  const opened = import("./s3/open-cases.ts").then(({ openS3Cases }) => openS3Cases(place));
  return {
    get: async (key, options) => await (await opened).get(key, options),
    identify: async (key) => await (await opened).identify(key),
    folders: async () => await (await opened).folders(),
  };
}
