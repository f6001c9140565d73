import { encodeClaim } from "../../../lib/cache/claim.ts";
import type { CacheInStore } from "../../../lib/cache/upkeep/index.ts";
import { ownProcess } from "../../../lib/store/process-identity.ts";
import { REPORT, setAge, sha256, temporaryPlace } from "../cache-fixture.ts";
import { bitFlipped, places, tamper, type Change } from "../places.ts";
import { LAYOUT } from "../report-layout.ts";
import { listAll } from "../../../lib/store/list-all.ts";

export const HOUR_MS = 3_600_000;
export const OLD_MS = 25 * HOUR_MS;

export interface Kept {
  readonly root: string;
  readonly place: CacheInStore;
}

/** A cache in its own place. */
export async function openPlace(): Promise<Kept> {
  const root = await temporaryPlace();
  return { root, place: { store: await places().open(root), layout: LAYOUT } };
}

/** Keys that look like those of reports. */
export function keyOf(name: string): string {
  return sha256(new TextEncoder().encode(name));
}

/** What may happen to a stored report, by what `verify` calls it. */
export const DAMAGE_NAMES = [
  "truncated",
  "emptied",
  "bit-flipped",
  "without its body",
  "without its metadata",
] as const;
export type DamageName = (typeof DAMAGE_NAMES)[number];

/** Those that can happen wherever it is kept. The others are the places' own. */
const CHANGES: Readonly<Partial<Record<DamageName, Change>>> = {
  truncated: { body: (body) => body.slice(0, 4) },
  emptied: { body: () => new Uint8Array() },
  "bit-flipped": { body: bitFlipped },
  "without its metadata": { metadata: {} },
};

/** Whether it can happen where things are kept now. */
export function canHappen(damage: DamageName): boolean {
  return damage in CHANGES || damage in places().ownDamages;
}

interface PlantedResult {
  readonly slot?: number;
  readonly ageMs?: number;
  readonly damage?: DamageName;
  readonly body?: Uint8Array;
}

/** Puts a result there behind the store's back. */
export async function plantResult(
  { root }: Kept,
  key: string,
  { slot = 0, ageMs = OLD_MS, damage, body = REPORT }: PlantedResult = {},
): Promise<void> {
  const name = `reports/${key}/${slot}.pdf`;
  const metadata = { key, nonce: `of ${slot}`, sha256: sha256(body) };
  await places().put(root, name, body, metadata);
  if (damage !== undefined) await harm(root, name, damage);
  await setAge(root, name, ageMs);
}

interface PlantedClaim {
  readonly slot?: number;
  readonly generation?: number;
  readonly ageMs?: number;
}

async function harm(root: string, name: string, damage: DamageName): Promise<void> {
  const change = CHANGES[damage];
  if (change !== undefined) return await tamper(root, name, change);
  const own = places().ownDamages[damage];
  if (own === undefined) throw new Error(`expected a damage that can happen here, found ${damage}`);
  await own(root, name);
}

/** Puts the claim of a dead process there behind the store's back. */
export async function plantClaim(
  { root }: Kept,
  key: string,
  { slot = 0, generation = 0, ageMs = OLD_MS }: PlantedClaim = {},
): Promise<void> {
  const name = `claims/${key}/${slot}/${generation}`;
  const owner = { ...ownProcess(), instance: "gone", startTime: "1" };
  await places().put(root, name, encodeClaim(`nonce-${generation}`, 30_000, owner), {});
  await setAge(root, name, ageMs);
}

/** Makes everything that a cache keeps look older. */
export async function ageAll({ root, place }: Kept, ageMs = OLD_MS): Promise<void> {
  const listed = await listAll(place.store, "");
  for (const { key } of listed) await setAge(root, key, ageMs);
}

/** The keys of all objects that a cache keeps. */
export async function namesOf({ place: { store, layout } }: Kept): Promise<string[]> {
  const lists = [
    await listAll(store, `${layout.claims}/`),
    await listAll(store, `${layout.results}/`),
  ];
  return lists.flat().map(({ key }) => key);
}
