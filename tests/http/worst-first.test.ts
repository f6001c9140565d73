import { readdir } from "node:fs/promises";
import * as v from "valibot";
import { expect, test } from "vitest";
import { figure } from "../../lib/report/model/numbers.ts";
import { readPdf } from "../report/read-pdf.ts";
import { openTestService } from "./test-service.ts";

const ListSchema = v.object({
  cases: v.array(
    v.object({ case_id: v.string(), lowest_esi: v.nullable(v.object({ figure: v.number() })) }),
  ),
});

/** The lowest ESI in a sentence of the first page. */
const LOWEST = /The lowest ESI is ([\d.]+)|ESI is ([\d.]+) at all/;

test("the demo cases, worst first, are in the order of the lowest ESI on the first pages of their reports", async () => {
  const cases = await readdir("functions/demo/artifacts");
  const { request, post } = await openTestService({ cases });
  const answer = await request("/demo/cases?sort=lowest_esi");
  const listed = v.parse(ListSchema, await answer.json()).cases;
  expect(listed.map(({ case_id: id }) => id).toSorted()).toEqual(cases.toSorted());
  const printed: (string | undefined)[] = [];
  for (const { case_id: id } of listed) {
    const report = await post(id);
    const { pages } = await readPdf(new Uint8Array(await report.arrayBuffer()));
    const [, lowest, same] = LOWEST.exec(pages[0] ?? "") ?? [];
    printed.push(lowest ?? same);
  }
  const inList = listed.map(({ lowest_esi: lowest }) => lowest && figure(lowest.figure));
  expect(printed).toEqual(inList.map((esi) => esi ?? undefined));
  const figures = printed.flatMap((text) => (text === undefined ? [] : [Number(text)]));
  expect(figures.length).toBeGreaterThanOrEqual(6);
  expect(figures).toEqual(figures.toSorted((one, other) => one - other));
  // A case without an ESI comes last.
  expect(printed.slice(0, figures.length)).not.toContain(undefined);
});
