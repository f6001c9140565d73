import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { Cases } from "../../lib/case/cases.ts";
import type { RenderReport } from "../../lib/report/source.ts";
import { REPORT_VERSION } from "../../lib/report/version.ts";
import { reportSource } from "../../lib/service/case-tasks.ts";
import { CaseFolder } from "../../lib/store/file/case-folder.ts";
import { median, medianMs, type Figure } from "./figure.ts";

const DEMO_CASES = ["case_001", "case_sparse", "case_rich", "case_large"];
const BUNDLE = resolve("dist/report/renderer.cjs");
const TIMES = 60;
const REPORTS = 500;

/** Before attachments were whole, a matrix over 64 KiB was left out: whole attachments cost the difference. */
const ONCE_ATTACHED = 64 * 1024;

/** What rendering alone costs, without case, cache or store, and that the heap does not grow. */
export async function measureRendering(): Promise<Figure[]> {
  const whole = await warm("case_001");
  const without = await warm("case_001", ONCE_ATTACHED);
  const each: Figure[] = [];
  for (const caseId of DEMO_CASES) {
    each.push({ what: `render ${caseId}, warm`, value: await warm(caseId), unit: "ms" });
  }
  return [
    { what: "first render of a process, bundle load included", value: first(), unit: "ms" },
    ...each,
    {
      what: "render case_001 / the same without its two matrices attached",
      value: whole / without,
      unit: "times",
      limit: 1.5,
    },
    {
      what: `heap after ${REPORTS} reports / before`,
      value: await heapGrowth(),
      unit: "times",
      limit: 1.1,
    },
  ];
}

/** The function that renders a demo case, with the attachments up to a size, in characters. */
export async function rendererOf(caseId: string, attachedUpTo = Number.POSITIVE_INFINITY) {
  const cases = new Cases(new CaseFolder("functions/demo/artifacts"), REPORT_VERSION);
  const whole = reportSource(await cases.content(caseId));
  const attachments = whole.attachments.filter(({ text }) => text.length <= attachedUpTo);
  const source = { ...whole, attachments };
  const { renderReport }: { renderReport: RenderReport } = createRequire(import.meta.url)(BUNDLE);
  return async () => await renderReport(source);
}

async function warm(...which: Parameters<typeof rendererOf>): Promise<number> {
  const render = await rendererOf(...which);
  await medianMs(10, render);
  return await medianMs(TIMES, render);
}

/** The median of five processes, in milliseconds. */
function first(): number {
  const script = `
    import { Cases } from "./lib/case/cases.ts";
    import { CaseFolder } from "./lib/store/file/case-folder.ts";
    import { REPORT_VERSION } from "./lib/report/version.ts";
    import { reportSource } from "./lib/service/case-tasks.ts";
    import { createRequire } from "node:module";
    const cases = new Cases(new CaseFolder("functions/demo/artifacts"), REPORT_VERSION);
    const source = reportSource(await cases.content("case_rich"));
    const start = performance.now();
    await createRequire(import.meta.url)(${JSON.stringify(BUNDLE)}).renderReport(source);
    process.stdout.write(String(performance.now() - start));`;
  const args = ["--import", "tsx", "--input-type=module", "--eval", script];
  return median(Array.from({ length: 5 }, () => Number(execFileSync(process.execPath, args))));
}

async function heapGrowth(): Promise<number> {
  const render = await rendererOf("case_rich");
  await medianMs(20, render);
  const before = heapInUse();
  await medianMs(REPORTS, render);
  return heapInUse() / before;
}

/** In bytes, after a collection. */
function heapInUse(): number {
  if (globalThis.gc === undefined) throw new Error("run with --expose-gc");
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}
