import { LRUCache } from "lru-cache";
import { expect, test } from "vitest";
import { atMostEntries } from "../lib/at-most-entries.ts";

test("a cache of at most two entries keeps the two that were used last", () => {
  const cache = new LRUCache<string, number>(atMostEntries(2));
  cache.set("a", 1).set("b", 2);
  cache.get("a");
  cache.set("c", 3);
  expect([...cache.keys()]).toEqual(["c", "a"]);
});
