/** Where a cache keeps its objects in a store. Two caches may share one store when their folders differ. */
export interface Layout {
  /** Folder of the results, such as `reports`. */
  readonly results: string;
  /** Folder of the claims, such as `claims`. */
  readonly claims: string;
  /** Extension of a result's name, such as `.pdf`. */
  readonly extension: string;
}

/** How many places a key has for its result. The next one is used only when all before it are damaged. */
export const SLOTS = 4;

/** The store's key of a result. */
export function resultKey(layout: Layout, key: string, slot: number): string {
  return `${layout.results}/${key}/${slot}${layout.extension}`;
}

export function claimsPrefix(layout: Layout, key: string, slot: number): string {
  return `${layout.claims}/${key}/${slot}/`;
}

/** The name of a release: the production itself failed, and the generation counts towards hold-off. */
export function releaseName(generation: number, nonce: string): string {
  return `${generation}.${nonce}.released`;
}

/** The name of a withdrawal, for any other reason: the generation does not count towards hold-off. */
export function withdrawalName(generation: number, nonce: string): string {
  return `${generation}.${nonce}.withdrawn`;
}

/** The generation in a withdrawal's name; undefined for any other name. */
export function withdrawnGeneration(name: string): number | undefined {
  const [generation = "", nonce = "", end, ...more] = name.split(".");
  if (nonce === "" || end !== "withdrawn" || more.length > 0) return undefined;
  return generationOf(generation);
}

/**
 * The generation in a claim's name; undefined for any other name. Compare generations as numbers: as text,
 * `10` comes before `9`.
 */
export function generationOf(name: string): number | undefined {
  const generation = Number(name);
  return Number.isSafeInteger(generation) && String(generation) === name ? generation : undefined;
}

/** The slot in a result's name below its key, such as `0.pdf`; undefined for any other name. */
export function slotOfResult(layout: Layout, name: string): number | undefined {
  return slots().find((slot) => name === `${slot}${layout.extension}`);
}

/** The slot in a claim's, release's or withdrawal's name below its key, such as `0/1`; else undefined. */
export function slotOfClaim(name: string): number | undefined {
  const [slot = "", last = "", ...more] = name.split("/");
  const generation = generationOf(last.replace(/\.[^.]+\.(?:released|withdrawn)$/, ""));
  if (generation === undefined || more.length > 0) return undefined;
  return slots().find((one) => slot === String(one));
}

function slots(): number[] {
  return Array.from({ length: SLOTS }, (_, slot) => slot);
}
