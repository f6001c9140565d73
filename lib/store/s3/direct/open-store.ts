import type { OpenedStore, SignLink } from "../../links.ts";
import type { BucketPlace } from "../../place.ts";
import { required } from "../../../required.ts";
import { DirectReads } from "./direct-reads.ts";
import { DirectStore } from "./direct-store.ts";
import { LazySdk } from "./lazy-sdk.ts";
import { directAccess } from "./signed-get.ts";

/** Undefined when only the SDK can reach the bucket. */
export function openDirectStore(place: BucketPlace): OpenedStore | undefined {
  const access = directAccess(place);
  if (access === undefined) return undefined;
  const opened = new LazySdk(async () => (await import("../open-store.ts")).openS3Store(place));
  const store = new LazySdk(async () => (await opened.get()).store);
  const sign: SignLink = async (link) => {
    const signWithSdk = required((await opened.get()).sign, "a bucket serves its objects itself");
    return await signWithSdk(link);
  };
  return { store: new DirectStore(new DirectReads(access), store), sign };
}
