import pMap from "p-map";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { UnfitFileError, type ArtifactSource } from "../../lib/store/contract.ts";
import { bytes, textOf } from "./temp-folder.ts";

/** How many of the tests below each adapter has passed, by the adapter's name. */
export const passedArtifactTests = new Map<string, number>();
export const ARTIFACT_SOURCE_TESTS = 13;

const EDITS = 20;
/** S3 lists 1,000 names at a time. */
const MANY = 1_001;

export interface OpenSource {
  readonly source: ArtifactSource;
  /** Writes a whole object as the source's owner does, over an existing one. */
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

    const textIn = async (folder: string, file: string) =>
      textOf((await source.read(folder, [file]))[0]?.body);
    const identityIn = async (folder: string, file: string) =>
      (await source.identify(folder, [file]))[0];

    it("returns undefined for a missing file, and for a missing folder", async () => {
      await put("known/manifest.json", bytes("{}"));
      const names = ["metrics.json", "clarity/manifest.json", "manifest.json/x"];
      for (const folder of ["known", "unknown"]) {
        expect(await source.read(folder, names)).toEqual(names.map(() => undefined));
        expect(await source.identify(folder, names)).toEqual(names.map(() => undefined));
      }
    });

    it("returns whole files, in the order of the request", async () => {
      await put("whole/manifest.json", bytes("{}\r\n"));
      await put("whole/clarity/metrics.json", bytes("[]"));
      const names = ["clarity/metrics.json", "none.json", "manifest.json"];
      const files = await source.read("whole", names);
      expect(files.map((file) => textOf(file?.body))).toEqual(["[]", undefined, "{}\r\n"]);
      const identities = files.map((file) => file?.identity);
      expect(await source.identify("whole", names)).toEqual(identities);
    });

    it("returns an empty file as empty, not as missing", async () => {
      await put("empty/manifest.json", new Uint8Array());
      expect(await textIn("empty", "manifest.json")).toBe("");
    });

    it("reads files whose names have spaces and letters of any language", async () => {
      await put("names/Thorax à gauche 胸.json", bytes("{}"));
      expect(await textIn("names", "Thorax à gauche 胸.json")).toBe("{}");
      expect(await identityIn("names", "Thorax à gauche 胸.json")).toBeDefined();
    });

    it("refuses a file over the size limit, with its name and its size", async () => {
      await put("large/small.json", bytes("1"));
      await put("large/manifest.json", bytes("12345"));
      const names = ["small.json", "manifest.json"];
      const reading = source.read("large", names, { maxBytes: 4 });
      await expect(reading).rejects.toThrow(UnfitFileError);
      await expect(reading).rejects.toMatchObject({
        file: "manifest.json",
        expected: "at most 4 bytes",
        received: expect.stringMatching(/^5 bytes/) as unknown,
      });
      expect(await identityIn("large", "manifest.json")).toBeDefined();
      expect(await source.read("large", names, { maxBytes: 5 })).toHaveLength(2);
    });

    it("returns the same identity as a read while nothing changes", async () => {
      await put("same/manifest.json", bytes("{}"));
      const [found] = await source.read("same", ["manifest.json"]);
      expect(await identityIn("same", "manifest.json")).toBe(found?.identity);
      expect((await source.read("same", ["manifest.json"]))[0]?.identity).toBe(found?.identity);
    });

    it(`returns a new identity after each of ${EDITS} edits of equal length`, async () => {
      let before: string | undefined;
      for (let edit = 0; edit < EDITS; edit++) {
        await put("edited/manifest.json", bytes(`{"edit": ${edit % 2}}`));
        const [found] = await source.read("edited", ["manifest.json"]);
        expect(textOf(found?.body)).toBe(`{"edit": ${edit % 2}}`);
        // An ETag comes back with the content that it stands for; the content before never has it.
        expect(found?.identity).not.toBe(before);
        before = found?.identity;
      }
    });

    it("notices that an object was removed", async () => {
      const gone = await open();
      await gone.put("case/manifest.json", bytes("{}"));
      const names = ["manifest.json"];
      expect(await gone.source.identify("case", names)).not.toEqual([undefined]);
      await gone.removeAll();
      expect(await gone.source.read("case", names)).toEqual([undefined]);
      expect(await gone.source.identify("case", names)).toEqual([undefined]);
    });

    it("identifies files of 30 folders at once as it identifies them one by one", async () => {
      const folders = Array.from({ length: 30 }, (_, nth) => `each_${nth}`);
      await pMap(folders, async (folder, nth) => {
        await put(`${folder}/manifest.json`, bytes(`{"nth": ${nth}}`));
        if (nth % 2 === 0) await put(`${folder}/clarity/metrics.json`, bytes("[]"));
      });
      const names = ["clarity/metrics.json", "manifest.json", "none.json"];
      const wanted = [...folders, "unknown"];
      const found = await source.identifyEach?.(wanted, names);
      expect(found?.size).toBeGreaterThanOrEqual(folders.length);
      for (const [folder, identities] of found ?? []) {
        expect(identities).toEqual(await source.identify(folder, names));
      }
    });

    it("looks at some folders, and says whether there are others", async () => {
      const some = await open();
      for (const id of ["a", "b", "c"]) await some.put(`${id}/manifest.json`, bytes("{}"));
      const names = ["a", "b", "c"];
      expect(await some.source.firstFolders?.(3)).toEqual({ names, all: true });
      const two = await some.source.firstFolders?.(2);
      expect([two?.names.length, two?.all]).toEqual([2, false]);
      await some.removeAll();
    });

    it("lists only the top folders, sorted by code unit", async () => {
      const { source: other, put: putOther, removeAll } = await open();
      const keys = ["b/manifest.json", "a/c/manifest.json", "B/manifest.json", "README.md"];
      // In a bucket "a-b/" comes before "a/".
      keys.push("a-b/manifest.json");
      for (const key of keys) await putOther(key, bytes("{}"));
      expect(await other.folders()).toEqual(["B", "a", "a-b", "b"]);
      await removeAll();
    });

    it(`lists all of ${MANY} folders`, async () => {
      const { source: other, put: putOther, removeAll } = await open();
      const names = Array.from({ length: MANY }, (_, nth) => `case_${nth}`);
      const fill = async (one: string) => await putOther(`${one}/manifest.json`, bytes("{}"));
      await pMap(names, fill, { concurrency: 32 });
      expect(await other.folders()).toEqual(names.toSorted());
      await removeAll();
    });

    it("refuses a path that would leave the folder", async () => {
      for (const path of [
        "..",
        "../case/manifest.json",
        "/etc/hostname",
        "a/..",
        "a\\..",
        "",
        "a//b",
      ]) {
        await expect(source.read("case", [path])).rejects.toThrow(RangeError);
        await expect(source.identify("case", [path])).rejects.toThrow(RangeError);
        await expect(source.read(path, ["manifest.json"])).rejects.toThrow(RangeError);
      }
    });
  });
}
