import { describe, expect, test } from "vitest";
import type { BatchEntry } from "../../../lib/service/batch/entry.ts";
import { manifestOf, storeManifest } from "../../../lib/service/batch/manifest.ts";
import { FileStore } from "../../../lib/store/file/file-store.ts";
import { sentenceOf } from "../../store/sentence-of.ts";
import { rejectionOf, temporaryFolder, textOf } from "../../store/temp-folder.ts";

const ENTRIES: readonly BatchEntry[] = [
  { case_id: "b", key: "k2", sha256: "s2", bytes: 2 },
  { case_id: "B", code: "unreportable_case", detail: "metrics.json is empty." },
  { case_id: "a", key: "k1", sha256: "s1", bytes: 1 },
];

describe("a manifest", () => {
  test("has one canonical line for each case, in the order of ids", () => {
    expect(manifestOf(ENTRIES).text).toBe(
      '{"case_id":"B","code":"unreportable_case","detail":"metrics.json is empty."}\n' +
        '{"bytes":1,"case_id":"a","key":"k1","sha256":"s1"}\n' +
        '{"bytes":2,"case_id":"b","key":"k2","sha256":"s2"}\n',
    );
  });

  test("is the same in whatever order the cases ended", () => {
    expect(manifestOf(ENTRIES.toReversed())).toEqual(manifestOf(ENTRIES));
  });

  test("has another hash when a key, an id or a refusal differs", () => {
    const others = ENTRIES.slice(1);
    const report = { case_id: "b", key: "k2", sha256: "s2", bytes: 2 };
    const refused = { case_id: "B", code: "unreportable_case", detail: "It is cut off." } as const;
    const variants: BatchEntry[][] = [
      [{ ...report, key: "k3" }, ...others],
      [{ ...report, case_id: "c" }, ...others],
      [report, refused, ...others.slice(1)],
      others,
    ];
    const hashes = [ENTRIES, ...variants].map((entries) => manifestOf(entries).hash);
    expect(new Set(hashes).size).toBe(5);
  });
});

describe("a stored manifest", () => {
  test("is created once, and storing it again changes nothing", async () => {
    const store = await FileStore.open(await temporaryFolder());
    const manifest = manifestOf(ENTRIES);
    const names = await Promise.all(
      [1, 2, 3].map(async () => await storeManifest(store, manifest)),
    );
    expect(new Set(names)).toEqual(new Set([`batches/${manifest.hash}.jsonl`]));
    expect(textOf((await store.get(names[0] ?? ""))?.body)).toBe(manifest.text);
  });

  test("with other bytes is reported, not overwritten", async () => {
    const store = await FileStore.open(await temporaryFolder());
    const manifest = manifestOf(ENTRIES);
    const name = await storeManifest(store, { ...manifest, text: "other" });
    const error = await rejectionOf(storeManifest(store, manifest));
    expect(error).toMatchObject({ code: "store_unavailable", reason: "manifest_differs" });
    expect(sentenceOf(error)).toContain(`has other bytes under ${name}.`);
    expect(textOf((await store.get(name))?.body)).toBe("other");
  });
});
