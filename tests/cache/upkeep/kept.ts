import { mkdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { encodeClaim } from "../../../lib/cache/claim.ts";
import type { CachePlace } from "../../../lib/cache/upkeep/inventory.ts";
import { FileStore } from "../../../lib/store/file-store.ts";
import { ownProcess } from "../../../lib/store/process-identity.ts";
import { temporaryFolder } from "../../store/temp-folder.ts";
import { REPORT, setAge, sha256 } from "../cache-fixture.ts";
import { LAYOUT } from "../report-layout.ts";

export const HOUR_MS = 3_600_000;
export const OLD_MS = 25 * HOUR_MS;

export interface Kept {
  readonly root: string;
  readonly place: CachePlace;
}

/** A cache's place in a folder of its own. */
export async function openPlace(): Promise<Kept> {
  const root = await temporaryFolder();
  return { root, place: { store: await FileStore.open(root), layout: LAYOUT } };
}

/** Keys that look like those of reports. */
export function keyOf(name: string): string {
  return sha256(new TextEncoder().encode(name));
}

type DamageName = keyof typeof DAMAGES;

export const DAMAGE_NAMES = [
  "truncated",
  "emptied",
  "bit-flipped",
  "without its body",
  "without its metadata",
] as const satisfies readonly DamageName[];

/** What may happen to a stored report, by what `verify` calls it. */
export const DAMAGES = {
  truncated: async (folder: string) => await truncate(join(folder, "body.pdf"), 4),
  emptied: async (folder: string) => await truncate(join(folder, "body.pdf"), 0),
  "bit-flipped": async (folder: string) => await flipBit(join(folder, "body.pdf")),
  "without its body": async (folder: string) => await rm(join(folder, "body.pdf")),
  "without its metadata": async (folder: string) => await rm(join(folder, "metadata.json")),
} as const;

async function flipBit(path: string): Promise<void> {
  const body = await readFile(path);
  body.writeUInt8(body.readUInt8(7) ^ 1, 7);
  await writeFile(path, body);
}

interface PlantedResult {
  readonly slot?: number;
  readonly ageMs?: number;
  readonly damage?: DamageName;
  readonly body?: Uint8Array;
}

/** Puts a result into a file store's folder, without its flushes: a thousand of them take a second. */
export async function plantResult(
  { root }: Kept,
  key: string,
  { slot = 0, ageMs = OLD_MS, damage, body = REPORT }: PlantedResult = {},
): Promise<void> {
  const name = `reports/${key}/${slot}.pdf`;
  const metadata = { key, nonce: `of ${slot}`, sha256: sha256(body) };
  await mkdir(join(root, name), { recursive: true });
  await writeFile(join(root, name, "body.pdf"), body);
  await writeFile(join(root, name, "metadata.json"), JSON.stringify(metadata));
  if (damage !== undefined) await DAMAGES[damage](join(root, name));
  await setAge(root, name, ageMs);
}

interface PlantedClaim {
  readonly slot?: number;
  readonly generation?: number;
  readonly ageMs?: number;
}

/** Puts the claim of a dead process into a file store's folder. */
export async function plantClaim(
  { root }: Kept,
  key: string,
  { slot = 0, generation = 0, ageMs = OLD_MS }: PlantedClaim = {},
): Promise<void> {
  const name = `claims/${key}/${slot}/${generation}`;
  const owner = { ...ownProcess(), instance: "gone", startTime: "1" };
  await mkdir(join(root, name), { recursive: true });
  await writeFile(join(root, name, "body"), encodeClaim(`nonce-${generation}`, 30_000, owner));
  await writeFile(join(root, name, "metadata.json"), "{}");
  await setAge(root, name, ageMs);
}

/** Makes everything that a cache keeps look older. */
export async function ageAll({ root, place }: Kept, ageMs = OLD_MS): Promise<void> {
  const listed = await place.store.list("");
  for (const { key } of listed) await setAge(root, key, ageMs);
}

/** The keys of all objects that a cache keeps. */
export async function namesOf({ place: { store, layout } }: Kept): Promise<string[]> {
  const lists = [await store.list(`${layout.claims}/`), await store.list(`${layout.results}/`)];
  return lists.flat().map(({ key }) => key);
}
