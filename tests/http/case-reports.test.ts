import { cp, rm, utimes, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import * as v from "valibot";
import { beforeEach, describe, expect, it } from "vitest";
import { CaseReportsSchema } from "../../lib/http/answers.ts";
import { changed } from "../cache/cache-fixture.ts";
import { problemOf } from "./problems.ts";
import { copyCases, openTestService, reportFile, type TestService } from "./test-service.ts";

const CASE = "case_sparse";

/** What a report looks like does not matter here. */
const render = async ({ cacheKey }: { readonly cacheKey: string }) =>
  await Promise.resolve(new TextEncoder().encode(cacheKey));

let service: TestService;
beforeEach(async () => {
  service = await openTestService({ render });
});

async function reportsOf(caseId: string, query = "") {
  const answer = await service.request(`/report/cases/${caseId}/reports${query}`);
  expect(answer.status).toBe(200);
  const { reports } = v.parse(CaseReportsSchema, await answer.json());
  return { reports, keys: reports.map(({ key }) => key), link: answer.headers.get("link") };
}

async function keyOfReport(): Promise<string> {
  const answer = await service.post(CASE);
  expect(answer.status).toBe(200);
  return answer.headers.get("x-cache-key") ?? "";
}

/** Changes the case, so that it gets another key. */
async function edit(title: string): Promise<void> {
  const path = join(service.artifactRoot, CASE, "manifest.json");
  const manifest = v.parse(v.looseObject({}), JSON.parse(await readFile(path, "utf8")));
  await writeFile(path, JSON.stringify({ ...manifest, title }));
}

/** Dates the report, as if it had been stored then. */
async function date(key: string, time: string): Promise<void> {
  await utimes(dirname(reportFile(service.cacheDir, key)), new Date(time), new Date(time));
}

describe("GET /report/cases/<case id>/reports", () => {
  it("has every report of the case, the newest first", async () => {
    const keys: string[] = [];
    for (const title of ["one", "two", "three"]) {
      await edit(title);
      keys.push(await keyOfReport());
    }
    const [one = "", two = "", three = ""] = keys;
    await date(one, "2026-01-02T03:04:05.000Z");
    await date(two, "2026-01-01T00:00:00Z");
    const { reports, link } = await reportsOf(CASE);
    expect(reports.map(({ key }) => key)).toEqual([three, one, two]);
    expect(reports[1]).toEqual({
      key: one,
      stored_at: "2026-01-02T03:04:05.000Z",
      href: `/report/${one}.pdf`,
    });
    expect(link).toBeNull();
    for (const { href } of reports) expect((await service.request(href)).status).toBe(200);
  });

  it("is empty for a case without reports and for an unknown one", async () => {
    expect((await reportsOf(CASE)).reports).toEqual([]);
    expect((await reportsOf("none")).reports).toEqual([]);
  });

  it("renders nothing and reads no case, also one that is gone", async () => {
    const key = await keyOfReport();
    await rm(join(service.artifactRoot, CASE), { recursive: true });
    expect((await reportsOf(CASE)).keys).toEqual([key]);
  });

  it("has the report of two case ids with the same content under both", async () => {
    await copyCases(service.artifactRoot, ["ledger_only"]);
    const first = (await service.post("ledger_only")).headers.get("x-cache-key") ?? "";
    const copy = join(service.artifactRoot, "copy");
    await cp(join(service.artifactRoot, "ledger_only"), copy, { recursive: true });
    expect((await reportsOf("copy")).keys).toEqual([]);
    expect((await service.post("copy")).headers.get("x-cache-hit")).toBe("true");
    for (const id of ["ledger_only", "copy"]) expect((await reportsOf(id)).keys).toEqual([first]);
  });

  it("leaves out a report that is gone, and has it again when it was rendered again", async () => {
    const key = await keyOfReport();
    const folder = dirname(dirname(reportFile(service.cacheDir, key)));
    await rm(folder, { recursive: true });
    await rm(join(service.cacheDir, "claims", key), { recursive: true });
    expect((await reportsOf(CASE)).keys).toEqual([]);
    await rm(join(service.cacheDir, "reports-of"), { recursive: true });
    await keyOfReport();
    expect((await reportsOf(CASE)).keys).toEqual([key]);
  });

  it("serves a report whose entry cannot be written, and logs it", async () => {
    service = await openTestService({
      render,
      store: (store) =>
        changed(store, {
          create: async (name, ...given) => {
            if (name.startsWith("reports-of/")) throw new Error("disk full");
            return await store.create(name, ...given);
          },
        }),
    });
    const key = await keyOfReport();
    expect((await reportsOf(CASE)).keys).toEqual([]);
    expect(service.lines.filter(({ event }) => event === "index_failed")).toEqual([
      expect.objectContaining({ level: "warn", case_id: CASE, key }),
    ]);
  });

  it("has pages that miss and repeat nothing while reports come, even at one time", async () => {
    const keys: string[] = [];
    for (let nth = 0; nth < 5; nth++) {
      await edit(String(nth));
      keys.push(await keyOfReport());
      await date(keys.at(-1) ?? "", "2026-01-01T00:00:00Z");
    }
    const seen: string[] = [];
    let query: string | undefined = "?limit=2";
    while (query !== undefined) {
      const page = await reportsOf(CASE, query);
      seen.push(...page.keys);
      query = /^<(\?limit=2&cursor=[^>&]+)>; rel="next"$/.exec(page.link ?? "")?.[1];
      await edit(`meanwhile ${seen.length}`);
      await keyOfReport();
    }
    expect(seen).toEqual(keys.toSorted());
  });

  it.each(["cursor=x", "cursor=WzEsIngiXQ", "limit=0", "cursor=a&cursor=b"])(
    "refuses ?%s",
    async (query) => {
      const answer = await service.request(`/report/cases/${CASE}/reports?${query}`);
      expect((await problemOf(answer, "invalid_request")).detail).toContain(
        "The query is malformed",
      );
    },
  );

  it("refuses a path without a case id", async () => {
    const answer = await service.request("/report/cases/.x/reports");
    expect((await problemOf(answer, "invalid_request")).detail).toContain("a case id");
  });
});
