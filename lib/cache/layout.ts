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

/** Given back after the production itself failed: the generation counts towards hold-off. */
export function releaseName(generation: number, nonce: string): string {
  return `${generation}.${nonce}.released`;
}

/** Given back for any other reason: the generation does not count towards hold-off. */
export function withdrawalName(generation: number, nonce: string): string {
  return `${generation}.${nonce}.withdrawn`;
}

/** The generation that a withdrawal's name states, or undefined for any other name. */
export function withdrawnGeneration(name: string): number | undefined {
  const [generation = "", nonce = "", end, ...more] = name.split(".");
  if (nonce === "" || end !== "withdrawn" || more.length > 0) return undefined;
  return generationOf(generation);
}

/**
 * The generation that a claim's name gives, or undefined for any other name. Compared as a number: as
 * text, `10` comes before `9`.
 */
export function generationOf(name: string): number | undefined {
  const generation = Number(name);
  return Number.isSafeInteger(generation) && String(generation) === name ? generation : undefined;
}

/** The slot that a result's name below its key gives, such as `0.pdf`; undefined for any other name. */
export function slotOfResult(layout: Layout, name: string): number | undefined {
  return slots().find((slot) => name === `${slot}${layout.extension}`);
}

/** The slot of a claim's, a release's or a withdrawal's name below its key, such as `0/1`; undefined for any other name. */
export function slotOfClaim(name: string): number | undefined {
  const [slot = "", last = "", ...more] = name.split("/");
  const generation = generationOf(last.replace(/\.[^.]+\.(?:released|withdrawn)$/, ""));
  if (generation === undefined || more.length > 0) return undefined;
  return slots().find((one) => slot === String(one));
}

function slots(): number[] {
  return Array.from({ length: SLOTS }, (_, slot) => slot);
}
