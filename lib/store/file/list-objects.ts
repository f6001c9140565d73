import type { Dirent } from "node:fs";
import { join } from "node:path";
import { pMapIterable } from "p-map";
import { WITHOUT_BODY, type ListedObject } from "../contract.ts";
import { isKey } from "../keys.ts";
import type { FileSystem } from "./durable-files.ts";
import { folderPages } from "./folder-pages.ts";
import { bodyName, isObject, isScratch } from "./object-files.ts";
import { entriesOf, folderStats } from "./publish.ts";
import { identityOf, isAbsence } from "./read-file.ts";

/** How many names of a large folder are looked at in advance. */
const AHEAD = 16;

interface Tree {
  readonly root: string;
  readonly files: FileSystem;
}

/** What a name in a large folder turned out to be: an object, or a folder of objects. */
interface Found {
  readonly name: string;
  readonly isObject: boolean;
  readonly objects: Iterable<ListedObject> | AsyncIterable<ListedObject>;
}

/** `ObjectStore.list` for the folder at `root`. Rejects with the system's error. */
export async function* listObjects(tree: Tree, prefix: string): AsyncGenerator<ListedObject> {
  const nameAt = prefix.lastIndexOf("/") + 1;
  const above = prefix.slice(0, Math.max(0, nameAt - 1));
  // No key begins with a prefix such as "../", and reading there would leave the root.
  if (nameAt > 0 && (!isKey(above) || isScratch(above))) return;
  if (isLarge(above)) yield* largeFolder(tree, above, prefix.slice(nameAt));
  else yield* (await objectsAt(tree, above)).filter(({ key }) => key.startsWith(prefix));
}

/**
 * Whether a folder may have more entries than fit into memory: the root and the folders in it, such as `reports`. A
 * folder below those has the objects of one key.
 */
function isLarge(folder: string): boolean {
  return !folder.includes("/");
}

/**
 * The objects below a large folder, in the order of their keys. That is not the order of the names: the objects in
 * folder `a` come after object `a.b`, because "/" sorts after ".". So a folder waits for such names.
 */
async function* largeFolder(
  tree: Tree,
  folder: string,
  beginning = "",
): AsyncGenerator<ListedObject> {
  const waiting: Found[] = [];
  const isPast = (name: string) => waiting.length > 0 && name > `${waiting.at(-1)?.name}/`;
  const look = async (name: string) => await lookAt(tree, below(folder, name), name);
  const names = namesIn(tree, folder, beginning);
  for await (const found of pMapIterable(names, look, { concurrency: AHEAD })) {
    while (isPast(found.name)) yield* waiting.pop()?.objects ?? [];
    if (found.isObject) yield* found.objects;
    else waiting.push(found);
  }
  for (const { objects } of waiting.toReversed()) yield* objects;
}

async function* namesIn({ files, root }: Tree, folder: string, beginning: string) {
  for await (const { entries } of folderPages(files, join(root, folder))) {
    for (const entry of entries) {
      if (isPartOfKeys(folder, entry) && entry.name.startsWith(beginning)) yield entry.name;
    }
  }
}

function isPartOfKeys(folder: string, entry: Dirent): boolean {
  return entry.isDirectory() && isKey(entry.name) && !isScratch(below(folder, entry.name));
}

async function lookAt(tree: Tree, key: string, name: string): Promise<Found> {
  if (isLarge(key) && !(await isSmallObject(tree, key))) {
    return { name, isObject: false, objects: largeFolder(tree, key) };
  }
  const objects = await objectsAt(tree, key);
  return { name, isObject: objects[0]?.key === key, objects };
}

/** Whether a folder in the root is an object, with a key of one segment. */
async function isSmallObject({ files, root }: Tree, key: string): Promise<boolean> {
  const { value: page } = await folderPages(files, join(root, key)).next();
  return page !== undefined && page.isLast && isObject(key, page.entries);
}

/** The object with this key, or those below it, sorted. */
async function objectsAt(tree: Tree, key: string): Promise<ListedObject[]> {
  const entries = await entriesOf(tree.files, join(tree.root, key));
  if (isObject(key, entries)) return await objectAt(tree, key);
  const keys = entries
    .filter((entry) => isPartOfKeys(key, entry))
    .map(({ name }) => below(key, name));
  const found = await Promise.all(keys.map(async (one) => await objectsAt(tree, one)));
  return found.flat().sort(byKey);
}

async function objectAt({ root, files }: Tree, key: string): Promise<ListedObject[]> {
  const folder = join(root, key);
  const stats = await folderStats(files, folder);
  // It was removed meanwhile.
  if (stats === undefined) return [];
  const { mtimeMs: modifiedAt } = stats;
  try {
    const body = await files.stat(join(folder, bodyName(key)), { bigint: true });
    return [{ key, identity: identityOf(body), size: Number(body.size), modifiedAt }];
  } catch (error) {
    if (!isAbsence(error)) throw error;
    return [{ key, identity: WITHOUT_BODY, size: 0, modifiedAt }];
  }
}

function byKey(one: ListedObject, other: ListedObject): number {
  return one.key < other.key ? -1 : 1;
}

function below(key: string, name: string): string {
  return key === "" ? name : `${key}/${name}`;
}
