import { createHash } from "node:crypto";
import type { RenderReport } from "../../lib/report/source.ts";
import type { ReportSource } from "../../lib/report/source.ts";

export interface Case {
  readonly caseId: string;
  readonly source: ReportSource;
}

/** One report, and what the process had rendered before it. */
export interface Render {
  readonly situation: string;
  readonly caseId: string;
  readonly sha256: string;
}

/** The renderer, loaded again without the state of an earlier load. */
type LoadRenderer = () => Promise<RenderReport>;

type Situation = (load: LoadRenderer, cases: readonly Case[]) => Promise<Render[]>;

const TIMES = 100;
const IN_PARALLEL = 8;

/** How the cases follow each other in one process, by what a check asks for. */
export const SITUATIONS = {
  "the first alone": async (load, cases) =>
    await oneByOne(await load(), cases.slice(0, 1), () => "as the first of its process"),

  "all, one after another": async (load, cases) =>
    await oneByOne(await load(), cases, (index) => `as number ${index + 1} of its process`),

  "8 in parallel": async (load, cases) => await atOnce(await load(), cases),

  "all, one after another, in pairs, in parallel, a hundred times": async (load, cases) => [
    ...(await everyPair(await load(), cases)),
    ...(await atOnce(await load(), cases)),
    ...(await hundred(await load(), cases)),
  ],
} as const satisfies Readonly<Record<string, Situation>>;

export type SituationName = keyof typeof SITUATIONS;

/** Every case right after every other and after itself. */
async function everyPair(render: RenderReport, cases: readonly Case[]): Promise<Render[]> {
  const order = pairsInARow(cases);
  return await oneByOne(
    render,
    order,
    (index) => `right after ${order[index - 1]?.caseId ?? "nothing"}`,
  );
}

/** Items in an order in which each one follows each: a a b a c a, b b c b, c c. */
export function pairsInARow<T>(items: readonly T[]): T[] {
  return items.flatMap((one, index) => [
    one,
    one,
    ...items.slice(index + 1).flatMap((other) => [other, one]),
  ]);
}

/** The first case until there are as many renders as wanted with one more of each case. */
async function hundred(render: RenderReport, cases: readonly Case[]): Promise<Render[]> {
  const first = repeated(cases.slice(0, 1), TIMES - cases.length);
  return await oneByOne(render, [...first, ...cases], (index) => `as number ${index + 1}`);
}

async function atOnce(render: RenderReport, cases: readonly Case[]): Promise<Render[]> {
  return await Promise.all(
    repeated(cases, IN_PARALLEL).map(
      async (one) => await hashed(render, one, `with ${IN_PARALLEL} in parallel`),
    ),
  );
}

async function oneByOne(
  render: RenderReport,
  cases: readonly Case[],
  situation: (index: number) => string,
): Promise<Render[]> {
  const renders: Render[] = [];
  for (const [index, one] of cases.entries()) {
    renders.push(await hashed(render, one, situation(index)));
  }
  return renders;
}

/** The cases in turn, so many in all. */
function repeated(cases: readonly Case[], times: number): Case[] {
  return Array.from({ length: Math.ceil(times / cases.length) }, () => cases)
    .flat()
    .slice(0, times);
}

async function hashed(
  render: RenderReport,
  { caseId, source }: Case,
  situation: string,
): Promise<Render> {
  return { situation, caseId, sha256: sha256(await render(source)) };
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
