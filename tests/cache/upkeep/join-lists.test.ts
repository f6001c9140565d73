import { describe, expect, it } from "vitest";
import { joinedByKey, objectsByKey } from "../../../lib/cache/upkeep/join-lists.ts";
import type { ListedObject } from "../../../lib/store/contract.ts";

/** A list as a store returns it. */
async function* listOf(...keys: readonly string[]): AsyncGenerator<ListedObject> {
  for (const key of keys.toSorted()) {
    yield await Promise.resolve({ key, identity: key, size: 1, modifiedAt: 0 });
  }
}

async function joined(left: readonly string[], right: readonly string[]): Promise<string[]> {
  const lines: string[] = [];
  const groups = joinedByKey(
    objectsByKey(listOf(...left), "r"),
    objectsByKey(listOf(...right), "c"),
  );
  for await (const [key, ofLeft, ofRight] of groups) {
    const [one, other] = [ofLeft, ofRight].map((all) => all.map(({ name }) => name).join(" "));
    lines.push(`${key}: ${one} | ${other}`);
  }
  return lines;
}

describe("two lists that are joined by key", () => {
  it("have each key once, with its objects of both", async () => {
    const left = ["r/a/0", "r/b/0", "r/b/1", "r/e/0"];
    const right = ["c/b/0/0", "c/b/0/1", "c/c/0/0", "c/d/0/0"];
    expect(await joined(left, right)).toEqual([
      "a: 0 | ",
      "b: 0 1 | 0/0 0/1",
      "c:  | 0/0",
      "d:  | 0/0",
      "e: 0 | ",
    ]);
  });

  it("may both be empty, or one of them", async () => {
    expect(await joined([], [])).toEqual([]);
    expect(await joined(["r/a/0"], [])).toEqual(["a: 0 | "]);
    expect(await joined([], ["c/a/0"])).toEqual(["a:  | 0"]);
  });

  it("keep keys together of which one begins like another", async () => {
    const keys = ["a", "a.b", "a-b", "a0", "a.b.c"];
    const left = keys.map((key) => `r/${key}/0`);
    const right = keys.map((key) => `c/${key}/0/0`);
    const lines = keys.map((key) => `${key}: 0 | 0/0`);
    expect((await joined(left, right)).toSorted()).toEqual(lines.toSorted());
  });

  it("leave out objects that are not below a key, even between those of a key", async () => {
    expect(await joined(["r/a", "r/a.b", "r/a/0", "r/a/1"], ["c/a", "c/a/0/0"])).toEqual([
      "a: 0 1 | 0/0",
    ]);
  });
});
