/**
 * The cache: any expensive piece of work is done once per key, across processes and hosts, over any object
 * store. This is its only entry point; `upkeep/index.ts` has the functions that inspect and clean a store.
 *
 * @example
 * import { Cache } from "./lib/cache/index.ts";
 * import { FileStore } from "./lib/store/file/file-store.ts";
 *
 * const cache = new Cache({
 *   store: await FileStore.open("cache"),
 *   layout: { results: "thumbnails", claims: "claims", extension: ".png" },
 *   leaseMs: 30_000,
 *   concurrency: 2,
 * });
 * const { body, hit } = await cache.getOrCreate(key, async () => await drawThumbnail(image));
 */
export { Cache } from "./cache.ts";
export type { CacheOptions, CallOptions, Work } from "./options.ts";
export type { CacheEvent, CacheObserver, OpenReason } from "./events.ts";
export { resultKey, type Layout } from "./layout.ts";
export type { CachedResult, Produce } from "./production.ts";
export type { StoredResult } from "./results.ts";
export type { Runtime } from "./runtime.ts";
export type { WaitingOptions } from "./wait-permits.ts";
