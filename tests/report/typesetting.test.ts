import { beforeAll, describe, expect, test } from "vitest";
import { COLUMN, INK, MARGIN } from "../../lib/report/layout/measures.ts";
import { type Rgb, WORSE } from "../../lib/report/scales/palettes.ts";
import { readReport } from "./rendered.ts";
import { type ReadPdf, type Run } from "./read-pdf.ts";
import { bundleSource, DEMO_CASES, demoSource } from "./sources.ts";

/** In points: smaller print is hard to read. */
const SMALLEST = 8;

const SOURCES = [
  ...DEMO_CASES.map((caseId) => ({ caseId, source: () => demoSource(caseId) })),
  ...(["bundle_rich", "bundle_nested", "ledger_only"] as const).map((caseId) => ({
    caseId,
    source: () => bundleSource(caseId),
  })),
];

describe.each(SOURCES)("the report of $caseId", ({ source }) => {
  let read: ReadPdf;

  beforeAll(async () => {
    read = await readReport(source());
  });

  test("has no text below the smallest size", () => {
    const small = read.runs.filter(({ height, text }) => height < SMALLEST - 0.01 && text !== " ");
    expect(small).toEqual([]);
  });

  test("shows no hyphen instead of a minus sign in a column of numbers", () => {
    const words = read.runs.flatMap(({ text }) => text.split(" "));
    expect(words.filter((word) => /^-\d+\.\d{3}/.test(word))).toEqual([]);
  });

  test("leaves at most a quarter of each page empty, except for the last page of a part", () => {
    const pages = read.pages.map((_text, index) => index + 1);
    const wasteful = pages.slice(0, -1).filter((page) => {
      return emptyShare(read.runs, page) > 0.25 && !beginsLastPart(read, page + 1);
    });
    expect(wasteful).toEqual([]);
  });
});

function emptyShare(runs: readonly Run[], page: number): number {
  const foot = MARGIN.bottom - 1;
  const lowest = Math.min(
    ...runs.filter((run) => run.page === page && run.y > foot).map(({ y }) => y),
  );
  return (lowest - MARGIN.bottom) / (COLUMN.bottom - MARGIN.top);
}

/** The last part is kept together: the page before it may be emptier. */
function beginsLastPart({ pages }: ReadPdf, page: number): boolean {
  return (
    page === pages.length && /(?:^| )Verification In an empty folder/.test(pages[page - 1] ?? "")
  );
}

const ON_WHITE = { text: INK.text, muted: INK.muted, accent: INK.accent, worse: WORSE };

test.each(Object.entries(ON_WHITE))(
  "text in the ink “%s” is dark enough for print",
  (_name, ink) => {
    expect(contrastWithWhite(ink)).toBeGreaterThan(4.5);
  },
);

/** As WCAG 2.2 defines it. */
function contrastWithWhite(ink: Rgb): number {
  const [red = 0, green = 0, blue = 0] = ink.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}
