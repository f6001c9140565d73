import { CaseFolder } from "./file/case-folder.ts";
import type { ArtifactSource } from "./contract.ts";
import type { BucketPlace, Place } from "./place.ts";

/** Opens the cases at a place, which may not exist yet. */
export function openCases(place: Place): ArtifactSource {
  if (place.kind === "folder") return new CaseFolder(place.folder);
  // This code is large, so load it only where it is used, and at once: a function starts with extra CPU.
  const opened = casesInBucket(place);
  return {
    identitiesLast: true,
    read: async (folder, names, options) => await (await opened).read(folder, names, options),
    identify: async (folder, names) => await (await opened).identify(folder, names),
    identifyEach: async (folders, names) => await (await opened).identifyEach(folders, names),
    folders: async () => await (await opened).folders(),
    firstFolders: async (atMost) => await (await opened).firstFolders(atMost),
  };
}

async function casesInBucket(place: BucketPlace): Promise<Required<ArtifactSource>> {
  if (place.credentials !== undefined) {
    const direct = (await import("./s3/direct/open-cases.ts")).openDirectCases(place);
    if (direct !== undefined) return direct;
  }
  return (await import("./s3/open-cases.ts")).openS3Cases(place);
}
