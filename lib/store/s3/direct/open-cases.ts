import type { ArtifactSource } from "../../contract.ts";
import type { BucketPlace } from "../../place.ts";
import { DirectCases } from "./direct-cases.ts";
import { DirectReads } from "./direct-reads.ts";
import { LazySdk } from "./lazy-sdk.ts";
import { directAccess } from "./signed-get.ts";

/** Not in open-store.ts, as lib/store/s3/open-cases.ts. Undefined when only the SDK can reach the bucket. */
export function openDirectCases(place: BucketPlace): Required<ArtifactSource> | undefined {
  const access = directAccess(place);
  if (access === undefined) return undefined;
  const sdk = new LazySdk<Required<ArtifactSource>>(async () =>
    (await import("../open-cases.ts")).openS3Cases(place),
  );
  return new DirectCases(place.prefix, new DirectReads(access), sdk);
}
