import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { renderReport } from "../../lib/report/render.ts";
import type { ReportSource } from "../../lib/report/source.ts";
import { axisOf, smallSource } from "../report/sources.ts";
import { run } from "./run.ts";

/** What pdftotext finds, white space left out. */
async function extracted(source: ReportSource): Promise<string> {
  const path = join(mkdtempSync(join(tmpdir(), "characters-")), "report.pdf");
  writeFileSync(path, await renderReport(source));
  return run("pdftotext", "-raw", path, "-").replaceAll(/\s+/g, "");
}

test.each([
  ["letters that no font has are extracted as they were written", "𠀀 and 😀", "𠀀and😀"],
  ["Chinese is extracted as it was written", "右肺下叶，见（阴影）。", "右肺下叶，见（阴影）。"],
  ["Japanese is extracted as it was written", "「肺炎」のﾚﾝﾄｹﾞﾝ", "「肺炎」のﾚﾝﾄｹﾞﾝ"],
  ["Korean is extracted as it was written", "흉부 사진", "흉부사진"],
  ["syllables in letters are extracted so", "\u1112\u1161\u11AB", "\u1112\u1161\u11AB"],
  ["combining sequences are extracted as they were written", "e\u0301a\u0338", "e\u0301a\u0338"],
  ["controls are extracted as they are shown, not obeyed", "5\u00077\u0000", "5[U+0007]7[U+0000]"],
  ["tabs and line breaks are extracted as white space", "5\t7\r\n8\u20289", "5789"],
  ["marks of direction are extracted as they are shown", "a\u202Eb", "a[U+202E]b"],
  ["right-to-left letters are extracted as they are shown", "א", "[U+05D0]"],
])("%s", async (_rule, title, found) => {
  expect(await extracted(smallSource({ manifest: { title } }))).toContain(found);
});

test("text that an ellipsis leaves out can be extracted", async () => {
  const name = `${"ab".repeat(500)}end`;
  const found = await extracted(smallSource({ surface: { axes: [axisOf(name, [1, 2])] } }));
  expect(found).toContain(name);
});
