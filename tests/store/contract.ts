import { randomBytes, randomUUID } from "node:crypto";
import pMap from "p-map";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { ObjectTooLargeError, type ObjectStore } from "../../lib/store/contract.ts";
import { required } from "../../lib/required.ts";
import { bytes, textOf } from "./temp-folder.ts";
import { listAll } from "../../lib/store/list-all.ts";

const CREATORS = 32;
const ROUNDS = 10;
const MEGABYTE = 2 ** 20;
/** S3 lists 1,000 names at a time. */
const MANY = 1_001;

/** How many of the tests below each adapter has passed, by the adapter's name. */
export const passedTests = new Map<string, number>();
export const OBJECT_STORE_TESTS = 46;

/** Keys that no adapter takes: what they are called on one store they could not be on another. */
const REFUSED_KEYS = [
  ["an empty key", ""],
  ["an absolute key", "/a"],
  ["a key that ends in a slash", "a/"],
  ["an empty segment", "a//b"],
  ["the parent folder", ".."],
  ["a way out", "a/../../b"],
  ["a way out at the end", "a/.."],
  ["the folder itself", "./a"],
  ["a backslash", "a\\b"],
  ["a percent sign", "%2e%2e/a"],
  ["a space", "a b"],
  ["NUL", "a\0"],
  ["a line feed", "a\n"],
  ["a letter beyond ASCII", "ä"],
  ["an overlong segment", "a".repeat(129)],
] as const;

const CREATED = "the object was created";

/** A separate key for each test, so that an adapter may run on a store that is in use. */
function newKey(ending = ""): string {
  return `contract/${randomUUID()}${ending}`;
}

/**
 * The contract of `ObjectStore`, sentence by sentence. Every adapter has to pass it.
 *
 * @param open opens the same store again at each call, as another process would
 */
export function describeObjectStore(name: string, open: () => Promise<ObjectStore>): void {
  describe(`${name}, an object store`, () => {
    let store: ObjectStore;
    const filled = async (...keys: string[]) => {
      await pMap(keys, async (key) => await store.create(key, bytes(key)), { concurrency: 32 });
    };

    beforeAll(async () => {
      store = await open();
    });
    afterEach(({ task }) => {
      if (task.result?.state !== "fail") passedTests.set(name, (passedTests.get(name) ?? 0) + 1);
    });

    describe("get", () => {
      it("returns undefined for a missing object", async () => {
        expect(await store.get(newKey())).toBeUndefined();
      });

      it("returns undefined for a prefix of other keys", async () => {
        const folder = newKey();
        await filled(`${folder}/object`);
        expect(await store.get(folder)).toBeUndefined();
      });

      it("returns the whole object, whatever its bytes", async () => {
        const key = newKey(".bin");
        const body = randomBytes(3 * MEGABYTE + 1);
        await store.create(key, body);
        expect(Buffer.from((await store.get(key))?.body ?? []).equals(body)).toBe(true);
      });

      it("returns an empty object as empty, not as missing", async () => {
        const key = newKey();
        await store.create(key, new Uint8Array());
        expect((await store.get(key))?.body).toHaveLength(0);
      });

      it("returns the metadata as it was given", async () => {
        const key = newKey(".pdf");
        const metadata = { sha256: "0".repeat(64), note: `~ "quoted" {json: [1]} \\ %41 = a;b` };
        await store.create(key, bytes("body"), metadata);
        expect((await store.get(key))?.metadata).toEqual(metadata);
      });

      it("returns empty metadata when none was given", async () => {
        const key = newKey();
        await store.create(key, bytes("body"));
        expect((await store.get(key))?.metadata).toEqual({});
      });

      it("refuses an object over the size limit, and reports its size", async () => {
        const key = newKey();
        await store.create(key, bytes("12345"));
        await expect(store.get(key, { maxBytes: 4 })).rejects.toThrow(ObjectTooLargeError);
        await expect(store.get(key, { maxBytes: 4 })).rejects.toMatchObject({ size: 5 });
        expect(textOf((await store.get(key, { maxBytes: 5 }))?.body)).toBe("12345");
      });

      it("returns a time of change that agrees with its clock", async () => {
        const key = newKey();
        await store.create(key, bytes("body"));
        const found = await store.get(key);
        const age = ((await found?.clock()) ?? 0) - (found?.modifiedAt ?? 0);
        // Some stores return whole seconds only.
        expect(age).toBeGreaterThanOrEqual(-1_000);
        expect(age).toBeLessThan(60_000);
      });

      it("returns times of one clock: an object that is created later is not older", async () => {
        const [earlier, later] = [newKey(), newKey()];
        await store.create(earlier, bytes("body"));
        await store.create(later, bytes("body"));
        const times = await Promise.all([store.get(earlier), store.get(later)]);
        const [first = 0, second = 0] = times.map((found) => found?.modifiedAt);
        expect(second).toBeGreaterThanOrEqual(first);
        expect(first).toBeGreaterThan(Date.UTC(2020, 0));
      });

      it("returns the same identity while nothing changes", async () => {
        const key = newKey();
        await store.create(key, bytes("body"));
        const identities = await Promise.all([store.get(key), store.get(key)]);
        expect(identities[0]?.identity).toBe(identities[1]?.identity);
        expect(identities[0]?.identity).not.toBe("");
      });

      it("returns a new identity for new content under the same key", async () => {
        const key = newKey();
        await store.create(key, bytes("one"));
        const before = await store.get(key);
        await store.remove(key);
        await store.create(key, bytes("two"));
        expect((await store.get(key))?.identity).not.toBe(before?.identity);
      });
    });

    describe("get of a known object", () => {
      it("returns the body again, or the same bytes, while nothing changes", async () => {
        const key = newKey();
        await store.create(key, bytes("body"), { by: "me" });
        const before = required(await store.get(key), CREATED);
        const { clock, ...found } = (await store.get(key, { known: before })) ?? {};
        expect(found).toEqual({ ...before, clock: undefined });
        expect(await clock?.()).toBeGreaterThanOrEqual(before.modifiedAt - 1_000);
        await expect(store.get(key, { known: before, maxBytes: 3 })).rejects.toThrow(
          ObjectTooLargeError,
        );
      });

      it("returns undefined after the object was removed", async () => {
        const key = newKey();
        await store.create(key, bytes("body"));
        const before = required(await store.get(key), CREATED);
        await store.remove(key);
        expect(await store.get(key, { known: before })).toBeUndefined();
      });

      it("returns what is stored now after the object was replaced", async () => {
        const key = newKey();
        await store.create(key, bytes("one"), { by: "one" });
        const before = required(await store.get(key), CREATED);
        await store.remove(key);
        await store.create(key, bytes("two"), { by: "two" });
        const found = await store.get(key, { known: before });
        expect(textOf(found?.body)).toBe("two");
        expect(found?.metadata).toEqual({ by: "two" });
      });
    });

    describe("create", () => {
      it("returns created once, and exists from then on", async () => {
        const key = newKey();
        expect(await store.create(key, bytes("body"))).toBe("created");
        expect(await store.create(key, bytes("body"))).toBe("exists");
        expect(await (await open()).create(key, bytes("body"))).toBe("exists");
      });

      it("never overwrites, neither body nor metadata", async () => {
        const key = newKey();
        await store.create(key, bytes("first"), { by: "first" });
        const before = await store.get(key);
        await store.create(key, bytes("second"), { by: "second" });
        const after = await store.get(key);
        expect(textOf(after?.body)).toBe("first");
        expect(after?.metadata).toEqual({ by: "first" });
        expect(after?.identity).toBe(before?.identity);
      });

      it("never overwrites an empty object", async () => {
        const key = newKey();
        await store.create(key, new Uint8Array());
        expect(await store.create(key, bytes("second"))).toBe("exists");
        expect((await store.get(key))?.body).toHaveLength(0);
      });

      it(`has one winner among ${CREATORS} creators in each of ${ROUNDS} rounds`, async () => {
        const stores = await Promise.all([open(), open(), open(), open()]);
        for (let round = 0; round < ROUNDS; round++) {
          const key = newKey(".json");
          const creators = Array.from({ length: CREATORS / 4 }, () => stores).flat();
          const answers = await Promise.all(
            creators.map(
              async (one, by) => await one.create(key, bytes(`body ${by}`), { by: `${by}` }),
            ),
          );
          const winner = answers.indexOf("created");
          const count = (answer: string) => answers.filter((given) => given === answer).length;
          expect([count("created"), count("exists")]).toEqual([1, CREATORS - 1]);
          const stored = await store.get(key);
          expect(textOf(stored?.body)).toBe(`body ${winner}`);
          expect(stored?.metadata).toEqual({ by: `${winner}` });
        }
      });

      it("publishes body and metadata together, whole or not at all", async () => {
        const key = newKey();
        const body = randomBytes(MEGABYTE);
        const seen = new Set<string>();
        const creation = store.create(key, body, { whole: "yes" }).finally(() => seen.add("end"));
        while (!seen.has("end")) {
          const found = await store.get(key);
          const whole = found?.metadata["whole"] === "yes" && body.equals(found.body);
          seen.add(found === undefined ? "absent" : `whole: ${whole}`);
          for (const { size } of await listAll(store, key))
            seen.add(`whole: ${size === body.length}`);
        }
        await creation;
        expect(seen).not.toContain("whole: false");
      });

      it.each(REFUSED_KEYS)("refuses %s, and so do the other operations", async (_, key) => {
        await expect(store.create(key, bytes("body"))).rejects.toThrow(RangeError);
        await expect(store.get(key)).rejects.toThrow(RangeError);
        await expect(store.remove(key)).rejects.toThrow(RangeError);
      });
    });

    describe("list", () => {
      it("returns every object under a prefix, sorted by key", async () => {
        const under = newKey("/");
        const names = ["b/0", "a/10", "a/9", "a/10.released", "B", "a.b/c/d"];
        await filled(...names.map((one) => under + one));
        const listed = (await listAll(store, under)).map(({ key }) => key.slice(under.length));
        expect(listed).toEqual(["B", "a.b/c/d", "a/10", "a/10.released", "a/9", "b/0"]);
      });

      it("takes the prefix as text, not as a folder", async () => {
        const under = newKey("/");
        await filled(...["ab/1", "ab/12", "abc/1", "b/1"].map((one) => under + one));
        const listed = async (prefix: string) =>
          (await listAll(store, under + prefix)).map(({ key }) => key.slice(under.length));
        expect(await listed("a")).toEqual(["ab/1", "ab/12", "abc/1"]);
        expect(await listed("ab/1")).toEqual(["ab/1", "ab/12"]);
        expect(await listed("ab/12")).toEqual(["ab/12"]);
        expect(await listed("abc")).toEqual(["abc/1"]);
      });

      it("sorts by the whole key, not by one segment after the other", async () => {
        const under = newKey("/");
        const names = ["a/1", "a.b/1", "a-b/c/1", "a0/1", "a.b.c/1", "a/1.x", "a/1-x", "b"];
        await filled(...names.map((one) => under + one));
        const listed = (await listAll(store, under)).map(({ key }) => key.slice(under.length));
        expect(listed).toEqual(names.toSorted());
        const top = `contract/${randomUUID()}`;
        const tops = names.map((one) => top + one);
        await filled(...tops);
        expect((await listAll(store, top)).map(({ key }) => key)).toEqual(tops.toSorted());
      });

      it("may be stopped, and begun again", async () => {
        const under = newKey("/");
        await filled(`${under}1`, `${under}2`);
        for await (const { key } of store.list(under)) {
          expect(key).toBe(`${under}1`);
          break;
        }
        expect(await listAll(store, under)).toHaveLength(2);
      });

      it("yields each object that stays exactly once while others are created and removed", async () => {
        const top = `contract/${randomUUID()}`;
        const names = Array.from({ length: 60 }, (_, nth) => `${top}-${nth}/0`);
        await filled(...names);
        const removed = new Set<string>();
        const listed: string[] = [];
        for await (const { key } of store.list(top)) {
          listed.push(key);
          if (listed.length % 3 !== 0) continue;
          const next = names.find((one) => one > key && !removed.has(one));
          if (next === undefined) continue;
          removed.add(next);
          await store.remove(next);
          await store.create(`${next}.more/0`, bytes("more"));
        }
        const stayed = names.filter((one) => !removed.has(one));
        expect(listed.filter((key) => stayed.includes(key))).toEqual(stayed.toSorted());
        expect(listed).toEqual([...new Set(listed)].toSorted());
        expect(removed.size).toBeGreaterThan(5);
      });

      it("returns every object for the empty prefix", async () => {
        const key = newKey();
        await filled(key);
        expect((await listAll(store, "")).map((listed) => listed.key)).toContain(key);
      });

      it(`returns all of ${MANY} objects`, async () => {
        const under = newKey("/");
        const names = Array.from({ length: MANY }, (_, nth) => `${under}${nth}`);
        await filled(...names);
        expect((await listAll(store, under)).map(({ key }) => key)).toEqual(names.toSorted());
      });

      it("returns nothing when no key has the prefix", async () => {
        const prefixes = [newKey("/"), newKey(), "../", "contract/../", "contract//", "/", "tmp/"];
        for (const prefix of prefixes) expect(await listAll(store, prefix)).toEqual([]);
      });

      it("returns size, identity and time as a read does", async () => {
        const key = newKey(".pdf");
        await store.create(key, bytes("12345"), { by: "me" });
        const found = await store.get(key);
        const { identity, modifiedAt } = found ?? {};
        expect(await listAll(store, key)).toEqual([{ key, size: 5, identity, modifiedAt }]);
      });
    });

    describe("remove", () => {
      it("removes that object and no other", async () => {
        const [gone, stays] = [newKey("/1"), newKey("/12")];
        await filled(gone, stays);
        await store.remove(gone);
        expect(await store.get(gone)).toBeUndefined();
        expect(await listAll(store, gone)).toEqual([]);
        expect(textOf((await store.get(stays))?.body)).toBe(stays);
        expect(await store.create(gone, bytes("again"))).toBe("created");
      });

      it("removes nothing for a prefix of other keys", async () => {
        const folder = newKey();
        await filled(`${folder}/1`);
        await store.remove(folder);
        expect(textOf((await store.get(`${folder}/1`))?.body)).toBe(`${folder}/1`);
      });

      it("succeeds for a missing object", async () => {
        const key = newKey("/1");
        await expect(store.remove(key)).resolves.toBeUndefined();
        await filled(key);
        await Promise.all([store.remove(key), store.remove(key)]);
        await expect(store.remove(key)).resolves.toBeUndefined();
      });
    });
  });
}
