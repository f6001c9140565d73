import { expect, test } from "vitest";
import { Cache } from "../../lib/cache/index.ts";
import { Cases } from "../../lib/case/cases.ts";
import { REPORT_LAYOUT, ReportService } from "../../lib/service/report-service.ts";
import { CaseFolder } from "../../lib/store/file/case-folder.ts";
import { changed } from "../cache/cache-fixture.ts";
import { MemoryStore } from "../cache/simulated/memory-store.ts";
import { bytes } from "../store/temp-folder.ts";

/** A service over the demo cases that notes what happens in which order. */
function noting() {
  const notes: string[] = [];
  const store = new MemoryStore(() => 0);
  const cache = new Cache({
    store: changed(store, {
      create: async (key, body, metadata) => {
        notes.push(`create ${key.split("/")[0]}`);
        return await store.create(key, body, metadata);
      },
    }),
    layout: REPORT_LAYOUT,
    leaseMs: 30_000,
    concurrency: 1,
  });
  const service = new ReportService({
    cases: new Cases(new CaseFolder("functions/demo/artifacts"), "0"),
    cache,
    prepareRender: async () => {
      await Promise.resolve(notes.push("load the renderer"));
    },
    render: async ({ caseId }) => {
      notes.push("render");
      return await Promise.resolve(bytes(`report of ${caseId}`));
    },
  });
  return { notes, service };
}

test("a miss begins to load the renderer before it claims, and renders only with the claim", async () => {
  const { notes, service } = noting();
  await service.generate("case_sparse");
  expect(notes.filter((note) => note !== "create probe")).toEqual([
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
  expect(notes).toEqual([]);
});
