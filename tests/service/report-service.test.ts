import { expect, test } from "vitest";
import { Cache } from "../../lib/cache/index.ts";
import { Cases } from "../../lib/case/cases.ts";
import { ReportIndex } from "../../lib/service/report-index.ts";
import { REPORT_LAYOUT, ReportService } from "../../lib/service/report-service.ts";
import type { ArtifactSource } from "../../lib/store/contract.ts";
import { CaseFolder } from "../../lib/store/file/case-folder.ts";
import { changed } from "../cache/cache-fixture.ts";
import { MemoryStore } from "../cache/simulated/memory-store.ts";
import { ScriptedSource } from "../case/sources.ts";
import { bytes } from "../store/temp-folder.ts";

/** A service over cases, by default the demo cases, that notes what happens in which order. */
function noting(source: ArtifactSource = new CaseFolder("functions/demo/artifacts")) {
  const notes: string[] = [];
  const store = new MemoryStore(() => 0);
  const cache = new Cache({
    store: changed(store, {
      get: async (key, options) => {
        notes.push(`get ${key.split("/")[0]}`);
        return await store.get(key, options);
      },
      create: async (key, body, metadata) => {
        notes.push(`create ${key.split("/")[0]}`);
        return await store.create(key, body, metadata);
      },
    }),
    layout: REPORT_LAYOUT,
    leaseMs: 30_000,
    concurrency: 1,
    memoryBytes: 1_000_000,
    observe: ({ type }) => type === "hit" && notes.push("hit"),
  });
  const service = new ReportService({
    cases: new Cases(source, "0"),
    cache,
    index: new ReportIndex({ store: new MemoryStore(() => 0) }),
    prepareRender: async () => {
      await Promise.resolve(notes.push("load the renderer"));
    },
    render: async ({ key }) => {
      notes.push("render");
      return await Promise.resolve(bytes(`report of ${key}`));
    },
  });
  return { notes, service };
}

test("a miss begins to load the renderer before it claims, and renders only with the claim", async () => {
  const { notes, service } = noting();
  await service.generate("case_sparse");
  expect(notes.filter((note) => !/get|probe/.test(note))).toEqual([
    "load the renderer",
    "create claims",
    "render",
    "create reports",
  ]);
});

test("a hit loads no renderer", async () => {
  const { notes, service } = noting();
  await service.generate("case_sparse");
  notes.length = 0;
  expect(await service.generate("case_sparse")).toMatchObject({ hit: true });
  expect(notes).toEqual(["get reports", "hit"]);
});

test("a report in memory is asked for once, while the case is looked at", async () => {
  const source = new ScriptedSource();
  source.edit("case_1", { "manifest.json": "{}" });
  const { notes, service } = noting(source);
  for (const _ of ["a miss", "a hit that reads the report"]) await service.generate("case_1");
  notes.length = 0;
  source.onCall = () => void notes.push("look at the case");
  await service.generate("case_1");
  expect(notes.filter((note) => note === "get reports")).toHaveLength(1);
  expect([...new Set(notes)]).toEqual(["get reports", "look at the case", "hit"]);
});

test("an edited case gets its new report, and the old one in memory is no hit", async () => {
  const source = new ScriptedSource();
  source.edit("case_1", { "manifest.json": "{}" });
  const { notes, service } = noting(source);
  for (const _ of [1, 2, 3]) await service.generate("case_1");
  const old = await service.generate("case_1");
  notes.length = 0;
  source.edit("case_1", { "manifest.json": '{"title": "other"}' });
  const edited = await service.generate("case_1");
  expect(edited.key).not.toBe(old.key);
  expect(edited).toMatchObject({ hit: false, body: bytes(`report of ${edited.key}`) });
  expect(notes).not.toContain("hit");
});
