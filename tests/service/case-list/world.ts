/** Cases and reports in temporary folders, and a list of them that counts its readings. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Cases } from "../../../lib/case/cases.ts";
import { CaseChecks } from "../../../lib/service/case-checks.ts";
import {
  CaseList,
  type CaseListOptions,
  type ListQuery,
} from "../../../lib/service/case-list/case-list.ts";
import { wordsIn } from "../../../lib/service/case-list/search.ts";
import { tasksHere } from "../../../lib/service/case-tasks.ts";
import type { ArtifactSource } from "../../../lib/store/contract.ts";
import { CaseFolder } from "../../../lib/store/file/case-folder.ts";
import { openListing } from "../../../lib/store/open-listing.ts";
import { temporaryFolder } from "../../store/temp-folder.ts";

interface World {
  /** Where the cases are, and where reports are stored. */
  root: string;
  store: string;
  /** How often files of each case were read. */
  reads: Map<string, number>;
  looks: number;
  /** Awaited before each reading. */
  gate: Promise<void>;
}

export const world: World = {
  root: "",
  store: "",
  reads: new Map(),
  looks: 0,
  gate: Promise.resolve(),
};

/** Makes the world empty: before each test, in each file. */
export async function emptyWorld(): Promise<void> {
  world.root = await temporaryFolder();
  world.store = await temporaryFolder();
  world.reads = new Map();
  world.looks = 0;
  world.gate = Promise.resolve();
}

export function source(): ArtifactSource {
  const folder = new CaseFolder(world.root);
  return {
    folders: async () => await folder.folders(),
    identify: async (id, names) => await folder.identify(id, names),
    identifyEach: async (ids, names) => {
      world.looks += ids.length;
      return await folder.identifyEach(ids, names);
    },
    read: async (id, names, options) => {
      world.reads.set(id, (world.reads.get(id) ?? 0) + 1);
      await world.gate;
      return await folder.read(id, names, options);
    },
  };
}

export function open(options: Partial<CaseListOptions> = {}): CaseList {
  const from = source();
  const cases = new Cases(from, "0");
  const keyOf = async (caseId: string) => await cases.current(caseId);
  const checks = new CaseChecks(cases, tasksHere.check);
  const checkedOf = async (caseId: string) => await checks.of(caseId);
  const listReports = openListing({ kind: "folder", folder: world.store });
  return new CaseList({
    source: from,
    tasks: tasksHere,
    keyOf,
    checkedOf,
    listReports,
    ...options,
  });
}

/** Lets no reading begin until the returned function is called. */
export function holdReadings(): () => void {
  let letGo: (() => void) | undefined;
  world.gate = new Promise((resolve) => (letGo = resolve));
  return () => letGo?.();
}

export async function put(caseId: string, title: string, esi?: number): Promise<void> {
  await mkdir(join(world.root, caseId), { recursive: true });
  await writeFile(join(world.root, caseId, "manifest.json"), JSON.stringify({ title }));
  if (esi === undefined) return;
  const axes = [
    {
      axis: "blur",
      mean_esi: 1,
      points: [
        { value: "0p8", esi },
        { value: "1", esi: 9 },
      ],
    },
  ];
  await writeFile(join(world.root, caseId, "robustness_surface.json"), JSON.stringify({ axes }));
}

export async function putMany(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, nth) => `case_${String(nth).padStart(4, "0")}`);
  for (const [nth, id] of ids.entries()) await put(id, `Title ${(nth * 7) % count}`);
  return ids;
}

export const ALL: ListQuery = {
  words: [],
  filter: undefined,
  sort: "id",
  limit: 1_000,
  after: undefined,
  partial: false,
  facts: false,
};
export const search = (text: string): ListQuery => ({ ...ALL, words: wordsIn(text) });

export async function idsOf(list: CaseList, query: ListQuery = ALL): Promise<string[]> {
  return (await list.page(query)).cases.map(({ case_id: id }) => id);
}
