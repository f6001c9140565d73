import { unzipSync } from "fflate";
import { expect, test } from "vitest";
import { zipReports } from "../../../../functions/console/page/batch/zip-reports.ts";
import type { ReportEntry } from "../../../../lib/service/batch/entry.ts";

const reports: ReportEntry[] = Array.from({ length: 20 }, (_, nth) => ({
  case_id: `case_${nth}`,
  key: `${nth}`,
  sha256: "",
  bytes: nth,
}));

const bytesOf = async ({ bytes }: ReportEntry) => await Promise.resolve(new Uint8Array(bytes));

async function bytesIn(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

test("the archive has the manifest and every report, and the same bytes on another day and in another time zone", async () => {
  const zip = async () =>
    await bytesIn(zipReports({ reports, manifest: "{}\n", bytesOf, onReport: () => undefined }));
  const first = await zip();
  const files = unzipSync(first);
  expect(Object.keys(files)).toEqual([
    "manifest.jsonl",
    ...reports.map(({ case_id: id }) => `clarity_report_${id}.pdf`),
  ]);
  expect(Object.values(files).map(({ length }) => length)).toEqual([
    3,
    ...reports.map(({ bytes }) => bytes),
  ]);
  const zone = process.env["TZ"];
  process.env["TZ"] = "Pacific/Auckland";
  try {
    expect(Buffer.from(await zip()).equals(first)).toBe(true);
  } finally {
    if (zone === undefined) delete process.env["TZ"];
    else process.env["TZ"] = zone;
  }
});

test("reports are read as the archive is, only some of them ahead", async () => {
  let [asked, done] = [0, 0];
  const stream = zipReports({
    reports,
    manifest: "",
    bytesOf: async () => {
      asked++;
      return await Promise.resolve(new Uint8Array(100_000));
    },
    onReport: (count) => (done = count),
  });
  const reader = stream.getReader();
  for (;;) {
    await reader.read();
    if (done === 3) break;
  }
  await new Promise((resolve) => setImmediate(resolve));
  expect(asked).toBeLessThanOrEqual(done + 6);
  await reader.cancel().catch(() => undefined);
  expect(asked).toBeLessThan(reports.length);
});

test("a report that cannot be read ends the archive with its error", async () => {
  const zip = zipReports({
    reports,
    manifest: "",
    bytesOf: async (report) => {
      if (report.case_id === "case_3") throw new Error("It is gone.");
      return await bytesOf(report);
    },
    onReport: () => undefined,
  });
  await expect(bytesIn(zip)).rejects.toThrow("It is gone.");
});
