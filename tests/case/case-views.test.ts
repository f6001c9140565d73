import { utimes, writeFile, rm, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CaseViews, type View } from "../../lib/case/case-views.ts";
import { CaseFolder } from "../../lib/store/file/case-folder.ts";
import type { ArtifactSource } from "../../lib/store/contract.ts";
import { copyCases } from "../http/test-service.ts";
import { rejectionOf, temporaryFolder, textOf } from "../store/temp-folder.ts";

const FILE = "metrics.json";

/** Views of one file, as its text, in a folder of a case; every building is counted. */
async function open({ maxBytes = 1_000_000, wrap = (source: ArtifactSource) => source } = {}) {
  const root = await temporaryFolder();
  await copyCases(root, ["case_sparse", "case_001"]);
  const built: string[] = [];
  const view: View<{ text: string }> = {
    name: "text",
    files: [FILE],
    build: async (caseId, { files: [file] }) => {
      built.push(caseId);
      const text = textOf(file?.body);
      if (text === undefined) throw new RangeError(`no ${FILE}`);
      return await Promise.resolve({ text });
    },
  };
  const source = wrap(new CaseFolder(root));
  const views = new CaseViews<{ text: string }>({
    source,
    maxBytes,
    sizeOf: ({ text }) => text.length,
  });
  const path = join(root, "case_sparse", FILE);
  return { views, view, built, path, of: async () => await views.of("case_sparse", view) };
}

test("a view is built once and then found", async () => {
  const { of, built } = await open();
  const first = await of();
  const second = await of();
  expect([first.hit, second.hit]).toEqual([false, true]);
  expect(second.value).toBe(first.value);
  expect(built).toHaveLength(1);
});

test("50 simultaneous calls build a view once, and one of them is a miss", async () => {
  const { of, built } = await open();
  const answers = await Promise.all(Array.from({ length: 50 }, of));
  expect(answers.filter(({ hit }) => !hit)).toHaveLength(1);
  expect(new Set(answers.map(({ value }) => value)).size).toBe(1);
  expect(built).toHaveLength(1);
});

test("an edit shows immediately, even if it keeps the size and the time of change", async () => {
  const { of, path } = await open();
  const { value } = await of();
  const time = new Date("2020-01-01");
  await utimes(path, time, time);
  const before = await of();
  expect(before).toEqual({ value, hit: false });
  const edited = value.text.replace("0.841", "0.842");
  await writeFile(path, edited);
  await utimes(path, time, time);
  expect(await of()).toEqual({ value: { text: edited }, hit: false });
});

test("views of different names or cases are separate", async () => {
  const { views, view, built } = await open();
  const other = { ...view, name: "other" };
  await views.of("case_sparse", view);
  expect((await views.of("case_sparse", other)).hit).toBe(false);
  expect((await views.of("case_001", view)).hit).toBe(false);
  expect(built).toEqual(["case_sparse", "case_sparse", "case_001"]);
});

test("a failed build rejects every caller, and the failure is not cached", async () => {
  const { of, path, built } = await open();
  const text = await readFile(path, "utf8");
  await rm(path);
  for (let time = 0; time < 2; time++) {
    expect(await rejectionOf(of())).toBeInstanceOf(RangeError);
  }
  await writeFile(path, text);
  expect(await of()).toEqual({ value: { text }, hit: false });
  await rename(path, `${path}.away`);
  expect(await rejectionOf(of())).toBeInstanceOf(RangeError);
  expect(built).toHaveLength(4);
});

test("a full cache evicts the view that was used least recently", async () => {
  const sparse = (await readFile("functions/demo/artifacts/case_sparse/metrics.json")).length;
  const { views, view } = await open({ maxBytes: sparse * 2 });
  const named = (name: string) => ({ ...view, name });
  for (const name of ["a", "b", "a", "c"]) await views.of("case_sparse", named(name));
  const hits = async (name: string) => (await views.of("case_sparse", named(name))).hit;
  expect([await hits("a"), await hits("c"), await hits("b")]).toEqual([true, true, false]);
});

test("a view larger than the whole cache is built and returned for every caller", async () => {
  const { of, built } = await open({ maxBytes: 10 });
  const first = await of();
  expect(first.value.text.length).toBeGreaterThan(10);
  expect(await of()).toEqual(first);
  expect(built).toHaveLength(2);
});

test("callers whose view is evicted while it is built still get it", async () => {
  const sparse = (await readFile("functions/demo/artifacts/case_sparse/metrics.json")).length;
  const { views, view } = await open({ maxBytes: sparse });
  const names = Array.from({ length: 20 }, (_, index) => String(index));
  const answers = await Promise.all(
    names.map(async (name) => await views.of("case_sparse", { ...view, name })),
  );
  expect(answers.every(({ value }) => value.text.length === sparse)).toBe(true);
});

test("a file that changes between its identification and its read is identified again", async () => {
  let edits = 0;
  const { of, path, built } = await open({
    wrap: (source) => ({
      identify: async (folder, names) => await source.identify(folder, names),
      folders: async () => await source.folders(),
      read: async (folder, names, options) => {
        if (edits++ === 0) await writeFile(path, '{"edited": true}');
        return await source.read(folder, names, options);
      },
    }),
  });
  expect((await of()).value.text).toBe('{"edited": true}');
  expect((await of()).hit).toBe(true);
  expect(built).toHaveLength(1);
});

test("a file that changes at every identification fails with case_unsettled, and nothing is built", async () => {
  let looks = 0;
  const { of, built } = await open({
    wrap: (source) => ({
      identify: async (folder, names) => {
        looks++;
        return (await source.identify(folder, names)).map((identity) => `${identity}-${looks}`);
      },
      folders: async () => await source.folders(),
      read: async (folder, names, options) => await source.read(folder, names, options),
    }),
  });
  expect(await rejectionOf(of())).toMatchObject({ code: "case_unsettled" });
  // Before and after each of three readings.
  expect(looks).toBe(6);
  expect(built).toEqual([]);
});

test("content that returns under its old identity is not mistaken for the content in between", async () => {
  // As ETags do: A, then B, then A again; the look sees A where the reading already finds B.
  const states = [
    ["A", "B"],
    ["A", "A"],
  ];
  let content = "";
  const views = new CaseViews<{ text: string }>({
    maxBytes: 1000,
    sizeOf: () => 1,
    source: {
      folders: async () => await Promise.resolve([]),
      identify: async (_folder, names) => {
        const [looked = "A", read = "A"] = states.shift() ?? [];
        content = read;
        return await Promise.resolve(names.map((name) => (name === FILE ? looked : undefined)));
      },
      read: async () =>
        await Promise.resolve([{ body: new TextEncoder().encode(content), identity: content }]),
    },
  });
  const view: View<{ text: string }> = {
    name: "text",
    files: [FILE],
    build: async (_caseId, { files: [file] }) =>
      await Promise.resolve({ text: textOf(file?.body) ?? "" }),
  };
  expect((await views.of("case", view)).value.text).toBe("A");
});
