/** The suites of the cache that `npm run test:s3` runs once more, on a real S3 server. */
export const ON_S3 = [
  "cache.test.ts",
  "claims.test.ts",
  "deadline.test.ts",
  "generations.test.ts",
  "given-up-claims.test.ts",
  "lookups.test.ts",
  "prepare.test.ts",
  "processes.check.ts",
  "production.test.ts",
  "results.test.ts",
  "take-over.test.ts",
  "trust.test.ts",
  "upkeep/erase.test.ts",
  "upkeep/inventory.test.ts",
  "upkeep/prune-beside-producers.check.ts",
  "upkeep/prune.test.ts",
  "upkeep/verify.check.ts",
  "wait-permits.test.ts",
  "waiting.check.ts",
] as const;

const NO_STORE = "has no store, or one in memory";

/** The others, each with the reason why not. */
export const NOT_ON_S3: Readonly<Record<string, string>> = {
  "busy-producers.test.ts": NO_STORE,
  "claim-state.test.ts": NO_STORE,
  "claim.test.ts": NO_STORE,
  "interleavings.check.ts": NO_STORE,
  "layout.test.ts": NO_STORE,
  "upkeep/join-lists.test.ts": NO_STORE,
  "results-in-memory.test.ts": "Ceph answers 304 without Last-Modified, so the body is read again",
  "polling.test.ts": NO_STORE,
  "production-permits.test.ts": NO_STORE,
  "runtime.test.ts": NO_STORE,
  "simulation.check.ts": NO_STORE,
  "unwritten-withdrawals.test.ts": NO_STORE,
  "upkeep/erase-interleavings.check.ts": NO_STORE,
  "upkeep/prune-interleavings.check.ts": NO_STORE,
  "pid-namespaces.check.ts": "processes of two namespaces share a folder",
  "crashes.check.ts": "kills processes between two steps of the file store",
  "upkeep/prune-crashes.check.ts": "kills processes before each change to the disk",
  "full-disk.test.ts": "needs a disk that takes some files and not others",
  "read-only-folder.test.ts": "needs a folder that may only be read",
};
