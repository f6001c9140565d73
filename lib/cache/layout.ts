/** Where a cache keeps things in its store. Two caches may share one when their folders differ. */
export interface Layout {
  /** Folder of the results, such as `reports`. */
  readonly results: string;
  /** Folder of the claims, such as `claims`. */
  readonly claims: string;
  /** Ending of a result's name, such as `.pdf`. */
  readonly extension: string;
}

export const SLOTS = 4;

export function resultKey(layout: Layout, key: string, slot: number): string {
  return `${layout.results}/${key}/${slot}${layout.extension}`;
}

export function claimsPrefix(layout: Layout, key: string, slot: number): string {
  return `${layout.claims}/${key}/${slot}/`;
}

export function releaseName(generation: number, nonce: string): string {
  return `${generation}.${nonce}.released`;
}

/**
 * The generation that a claim's name gives, or undefined for any other name. Compared as a number: as
 * text, `10` comes before `9`.
 */
export function generationOf(name: string): number | undefined {
  const generation = Number(name);
  return Number.isSafeInteger(generation) && String(generation) === name ? generation : undefined;
}
