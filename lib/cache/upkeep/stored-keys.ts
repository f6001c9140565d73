import { WITHOUT_BODY, type ListObjects } from "../../store/contract.ts";
import { slotOfResult, type Layout } from "../layout.ts";
import { objectsByKey } from "./join-lists.ts";

/**
 * The keys that have a result, in ascending order, from the store's list alone. Nothing is read, so a damaged result
 * counts as one, unless its body is gone.
 *
 * @param key only this key
 * @throws ClarityError `store_unavailable`
 */
export async function* storedKeys(
  list: ListObjects,
  layout: Layout,
  key?: string,
): AsyncGenerator<string> {
  const folder = `${layout.results}/`;
  const listed = list(key === undefined ? folder : `${folder}${key}/`);
  for await (const [found, objects] of objectsByKey(listed, layout.results)) {
    const isStored = objects.some(
      ({ name, object }) =>
        slotOfResult(layout, name) !== undefined && object.identity !== WITHOUT_BODY,
    );
    if (isStored) yield found;
  }
}
