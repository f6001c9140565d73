import { cp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { ReportIndex } from "../../../lib/service/report-index.ts";
import { FileStore } from "../../../lib/store/file/file-store.ts";
import { keyOf, plantResult } from "../../cache/upkeep/kept.ts";
import { reportFile } from "../../http/test-service.ts";
import { jsonOf, keyOfCase, makeDesk, problemIn, ran, type Desk } from "../command-line.ts";
import { LAYOUT } from "../../cache/report-layout.ts";

let desk: Desk;
beforeEach(async () => {
  desk = await makeDesk(["case_sparse", "ledger_only"]);
});

async function report(caseId: string): Promise<string> {
  expect((await ran(desk, ["report", caseId])).code).toBe(0);
  return await keyOfCase(desk, caseId);
}

const keysOf = async (caseId: string) =>
  await new ReportIndex({ store: await FileStore.open(desk.cacheDir) }).keysOf(caseId);

const forget = async () => await rm(join(desk.cacheDir, "reports-of"), { recursive: true });

describe("cache index", () => {
  it("finds the case of every report: in its manifest, or among the cases", async () => {
    const [sparse, ledger] = [await report("case_sparse"), await report("ledger_only")];
    await forget();
    const json = jsonOf(await ran(desk, ["cache", "index", "--json"]));
    expect(json).toEqual({ reports: 2, added: 2, unnamed: 1, unread: 0 });
    expect(await keysOf("case_sparse")).toEqual([sparse]);
    expect(await keysOf("ledger_only")).toEqual([ledger]);
  });

  it("finds the reports of cases that have changed or are gone, if these state their ids", async () => {
    const key = await report("case_sparse");
    await forget();
    await rm(join(desk.artifactRoot, "case_sparse"), { recursive: true });
    expect(await ran(desk, ["cache", "index"])).toMatchObject({
      code: 0,
      errors: "",
      text: "1 report: added 1 to the lists of their cases.",
    });
    expect(await keysOf("case_sparse")).toEqual([key]);
  });

  it("changes nothing the second time, and goes on after it was stopped", async () => {
    const keys = [await report("case_sparse"), await report("ledger_only")];
    await forget();
    await new ReportIndex({ store: await FileStore.open(desk.cacheDir) }).add(
      "case_sparse",
      keys[0] ?? "",
    );
    const index = async () => jsonOf(await ran(desk, ["cache", "index", "--json"]));
    expect(await index()).toMatchObject({ reports: 2, added: 1 });
    expect(await index()).toMatchObject({ reports: 2, added: 0 });
  });

  it("skips cases that it cannot read, and those whose reports are not stored", async () => {
    await report("ledger_only");
    await forget();
    await cp(join(desk.artifactRoot, "case_sparse"), join(desk.artifactRoot, "cut_off"), {
      recursive: true,
    });
    await writeFile(join(desk.artifactRoot, "cut_off", "metrics.json"), "{");
    expect(await ran(desk, ["cache", "index"])).toMatchObject({
      code: 0,
      text: "1 report: added 1 to the lists of their cases.\n1 report without a case id. Listed now: those of cases in ARTIFACT_ROOT. Any other is listed when its case is next requested.",
    });
  });

  it("says which reports it could not read, and fails", async () => {
    const store = await FileStore.open(desk.cacheDir);
    await report("case_sparse");
    const kept = { root: desk.cacheDir, place: { store, layout: LAYOUT } };
    await plantResult(kept, keyOf("no PDF"));
    await plantResult(kept, keyOf("damaged"), { damage: "truncated" });
    const result = await ran(desk, ["cache", "index"]);
    expect(result.code).toBe(1);
    expect(result.text).toContain("2 reports: added 0");
    expect(result.text).toContain("1 report could not be read");
  });

  it("shows its progress on a terminal", async () => {
    await report("case_sparse");
    const watched = await ran(desk, ["cache", "index"], { isTTY: true });
    expect(watched.errors).toMatch(/indexing .* %, 1 keys/);
  });

  it("fails when the index cannot be written", async () => {
    await report("case_sparse");
    await forget();
    await writeFile(join(desk.cacheDir, "reports-of"), "a file");
    const failed = await ran(desk, ["cache", "index", "--json"]);
    expect(failed.code).toBe(1);
    expect(problemIn(failed)["type"]).toBe("urn:clarity:problem:store_unavailable");
  });
});

describe("cache erase", () => {
  it("removes the report from the list of its case, too", async () => {
    const key = await report("case_sparse");
    const other = await report("ledger_only");
    expect(await keysOf("case_sparse")).toEqual([key]);
    expect((await ran(desk, ["cache", "erase", key])).code).toBe(0);
    expect(await keysOf("case_sparse")).toEqual([]);
    expect(await keysOf("ledger_only")).toEqual([other]);
    await rm(reportFile(desk.cacheDir, other), { force: true });
  });
});
