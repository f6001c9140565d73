/**
 * What rendering alone costs: the first report of a process, one of seven pages when warm, and memory over
 * 500 of them. Run by `npm run bench`, after the build; docs/performance.md has the figures.
 */
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { Cases } from "../../lib/case/cases.ts";
import { reportSource } from "../../lib/service/case-tasks.ts";
import type { RenderReport } from "../../lib/report/source.ts";
import { REPORT_VERSION } from "../../lib/report/version.ts";
import { CaseFolder } from "../../lib/store/file/case-folder.ts";

const CASES = ["case_001", "case_sparse", "case_rich", "case_large"] as const;
const BUNDLE = resolve("dist/report/renderer.cjs");
const MIB = 1024 * 1024;

/** Before attachments were whole, a matrix over 64 KiB was left out: what whole attachments cost is the difference. */
const ONCE_ATTACHED = 64 * 1024;

async function loaded(caseId: string, attachedUpTo = Number.POSITIVE_INFINITY) {
  const cases = new Cases(new CaseFolder("functions/demo/artifacts"), REPORT_VERSION);
  const whole = reportSource(await cases.content(caseId));
  const attachments = whole.attachments.filter(({ text }) => text.length <= attachedUpTo);
  const source = { ...whole, attachments };
  const { renderReport }: { renderReport: RenderReport } = createRequire(import.meta.url)(BUNDLE);
  return async () => await renderReport(source);
}

/** Milliseconds of the first report in a separate process, including the load of the bundle. */
async function first(): Promise<number> {
  const cases = new Cases(new CaseFolder("functions/demo/artifacts"), REPORT_VERSION);
  const source = reportSource(await cases.content("case_rich"));
  const start = performance.now();
  const { renderReport }: { renderReport: RenderReport } = createRequire(import.meta.url)(BUNDLE);
  await renderReport(source);
  return performance.now() - start;
}

async function warm(times: number, ...which: Parameters<typeof loaded>) {
  const render = await loaded(...which);
  const durations: number[] = [];
  for (let index = 0; index < times; index++) {
    const start = performance.now();
    await render();
    durations.push(performance.now() - start);
  }
  durations.sort((a, b) => a - b);
  return {
    median: durations[Math.floor(times / 2)] ?? Number.NaN,
    least: durations[0] ?? Number.NaN,
  };
}

/** Heap in use after a collection, in MiB. */
function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / MIB;
}

function print(what: string, value: string): void {
  process.stdout.write(`| ${what} | ${value} |\n`);
}

if (process.argv[2] === "first") process.stdout.write(String(await first()));
else {
  const args = [...process.execArgv, import.meta.filename, "first"];
  const firsts = Array.from({ length: 5 }, () => Number(execFileSync(process.execPath, args)));
  process.stdout.write("\n| rendering | |\n| --- | ---: |\n");
  print(
    "first report of a process, bundle load included",
    `${Math.round(firsts.sort((a, b) => a - b)[2] ?? 0)} ms`,
  );
  for (const caseId of CASES) {
    const { median, least } = await warm(60, caseId);
    print(`${caseId}, warm, median (least)`, `${median.toFixed(1)} (${least.toFixed(1)}) ms`);
  }
  const without = await warm(60, "case_001", ONCE_ATTACHED);
  const { median, least } = await warm(60, "case_001");
  print(
    "case_001, with whole attachments against without large ones, median (least)",
    `${(median / without.median).toFixed(2)} (${(least / without.least).toFixed(2)}) ×`,
  );
  const render = await loaded("case_rich");
  const before = heap();
  for (let index = 0; index < 500; index++) await render();
  print("heap before and after 500 reports", `${before.toFixed(1)} and ${heap().toFixed(1)} MiB`);
}
