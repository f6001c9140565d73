import type { ListedObject, ObjectStore } from "./contract.ts";

/**
 * Collects a list of the store. Use it where the list is known to be short, such as the claims of one key.
 *
 * @throws ClarityError `store_unavailable`
 */
export async function listAll(
  store: Pick<ObjectStore, "list">,
  prefix: string,
): Promise<ListedObject[]> {
  const objects: ListedObject[] = [];
  for await (const object of store.list(prefix)) objects.push(object);
  return objects;
}
