import pMap from "p-map";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { ObjectTooLargeError, type ArtifactSource } from "../../lib/store/contract.ts";
import { bytes, textOf } from "./temp-folder.ts";

/** How many of the tests below each adapter has passed, by the adapter's name. */
export const passedArtifactTests = new Map<string, number>();
export const ARTIFACT_SOURCE_TESTS = 11;

const EDITS = 20;
/** S3 lists 1,000 names at a time. */
const MANY = 1_001;

export interface OpenSource {
  readonly source: ArtifactSource;
  /** Writes an object as the source's owner does: the whole of it, over what was there. */
  readonly put: (key: string, body: Uint8Array) => Promise<void>;
  readonly removeAll: () => Promise<void>;
}

/**
 * The contract of `ArtifactSource`, sentence by sentence. Every adapter has to pass it.
 *
 * @param open opens an empty source
 */
export function describeArtifactSource(name: string, open: () => Promise<OpenSource>): void {
  describe(`${name}, a source of artifacts`, () => {
    let source: ArtifactSource;
    let put: OpenSource["put"];

    beforeAll(async () => {
      const opened = await open();
      ({ source, put } = opened);
      return opened.removeAll;
    });
    afterEach(({ task }) => {
      if (task.result?.state === "fail") return;
      passedArtifactTests.set(name, (passedArtifactTests.get(name) ?? 0) + 1);
    });

    it("answers undefined where there is no object, nor even its folder", async () => {
      await put("known/manifest.json", bytes("{}"));
      for (const key of ["known/metrics.json", "unknown/manifest.json", "known", "unknown"]) {
        expect(await source.get(key)).toBeUndefined();
        expect(await source.identify(key)).toBeUndefined();
      }
    });

    it("answers the whole object", async () => {
      await put("whole/manifest.json", bytes("{}\r\n"));
      expect(textOf((await source.get("whole/manifest.json"))?.body)).toBe("{}\r\n");
    });

    it("answers an empty object as one", async () => {
      await put("empty/manifest.json", new Uint8Array());
      expect((await source.get("empty/manifest.json"))?.body).toHaveLength(0);
    });

    it("refuses an object over the size that is wanted, and tells its size", async () => {
      await put("large/manifest.json", bytes("12345"));
      const key = "large/manifest.json";
      await expect(source.get(key, { maxBytes: 4 })).rejects.toThrow(ObjectTooLargeError);
      await expect(source.get(key, { maxBytes: 4 })).rejects.toMatchObject({ size: 5 });
      expect(textOf((await source.get(key, { maxBytes: 5 }))?.body)).toBe("12345");
    });

    it("tells a time of change and a clock that agree with each other", async () => {
      await put("time/manifest.json", bytes("{}"));
      const found = await source.get("time/manifest.json");
      const age = ((await found?.clock()) ?? 0) - (found?.modifiedAt ?? 0);
      expect(age).toBeGreaterThanOrEqual(-1_000);
      expect(age).toBeLessThan(60_000);
    });

    it("identifies an object as get does, as long as nothing changes", async () => {
      await put("same/manifest.json", bytes("{}"));
      const found = await source.get("same/manifest.json");
      expect(await source.identify("same/manifest.json")).toBe(found?.identity);
      expect((await source.get("same/manifest.json"))?.identity).toBe(found?.identity);
    });

    it(`tells another identity after each of ${EDITS} edits of equal length`, async () => {
      let before: string | undefined;
      for (let edit = 0; edit < EDITS; edit++) {
        await put("edited/manifest.json", bytes(`{"edit": ${edit % 2}}`));
        const found = await source.get("edited/manifest.json");
        expect(textOf(found?.body)).toBe(`{"edit": ${edit % 2}}`);
        // An ETag comes back with the content that it stands for; the content before never has it.
        expect(found?.identity).not.toBe(before);
        before = found?.identity;
      }
    });

    it("tells of an object that is gone", async () => {
      const gone = await open();
      await gone.put("case/manifest.json", bytes("{}"));
      expect(await gone.source.identify("case/manifest.json")).toBeDefined();
      await gone.removeAll();
      expect(await gone.source.get("case/manifest.json")).toBeUndefined();
      expect(await gone.source.identify("case/manifest.json")).toBeUndefined();
    });

    it("names the folders at the top, sorted by code unit, and nothing else", async () => {
      const { source: other, put: putOther, removeAll } = await open();
      const keys = ["b/manifest.json", "a/c/manifest.json", "B/manifest.json", "README.md"];
      // In a bucket "a-b/" comes before "a/".
      keys.push("a-b/manifest.json");
      for (const key of keys) await putOther(key, bytes("{}"));
      expect(await other.folders()).toEqual(["B", "a", "a-b", "b"]);
      await removeAll();
    });

    it(`names all of ${MANY} folders`, async () => {
      const { source: other, put: putOther, removeAll } = await open();
      const names = Array.from({ length: MANY }, (_, nth) => `case_${nth}`);
      const fill = async (one: string) => await putOther(`${one}/manifest.json`, bytes("{}"));
      await pMap(names, fill, { concurrency: 32 });
      expect(await other.folders()).toEqual(names.toSorted());
      await removeAll();
    });

    it("refuses a key that would leave the source", async () => {
      for (const key of ["../case/manifest.json", "/etc/hostname", "case/..", "case\\..", ""]) {
        await expect(source.get(key)).rejects.toThrow(RangeError);
        await expect(source.identify(key)).rejects.toThrow(RangeError);
      }
    });
  });
}
