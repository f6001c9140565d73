import { getDocument, VerbosityLevel } from "pdfjs-dist/legacy/build/pdf.mjs";

/** The content of a report as another PDF library reads it. */
export interface ReadPdf {
  /** The text of each page, its runs in drawing order, joined by spaces. */
  readonly pages: readonly string[];
  /** All pages, white space as single spaces. */
  readonly text: string;
  /** Each run of text with its place; y grows upwards, as PDF has it. */
  readonly runs: readonly Run[];
  readonly info: Readonly<Record<string, unknown>>;
  readonly fingerprint: string | null;
  readonly outline: readonly string[];
}

export interface Run {
  readonly page: number;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly upright: boolean;
}

/** Reads a PDF with pdf.js. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const task = getDocument({ data: bytes.slice(), verbosity: VerbosityLevel.ERRORS });
  const pdf = await task.promise;
  const runs: Run[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent({ disableNormalization: true });
    for (const item of items) if ("str" in item && item.str !== "") add(runs, runOf(number, item));
  }
  const { info } = await pdf.getMetadata();
  const outline: readonly { title: string }[] = await pdf.getOutline();
  const [fingerprint] = pdf.fingerprints;
  const pages = Array.from({ length: pdf.numPages }, (_, index) =>
    squeezed(runs.filter(({ page }) => page === index + 1).map(({ text }) => text)),
  );
  await task.destroy();
  return {
    pages,
    text: squeezed(pages),
    runs,
    info: Object.fromEntries(Object.entries(info)),
    fingerprint: fingerprint ?? null,
    outline: (outline ?? []).map(({ title }) => title),
  };
}

/** pdf.js begins a new run where one stands for other text: runs without a gap are joined. */
function add(runs: Run[], run: Run): void {
  const last = runs.at(-1);
  const goesOn =
    last?.page === run.page && last.y === run.y && Math.abs(last.x + last.width - run.x) < 0.01;
  if (last === undefined || !goesOn || !run.upright) runs.push(run);
  else runs.splice(-1, 1, { ...last, text: last.text + run.text, width: last.width + run.width });
}

interface TextItem {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
}

function runOf(page: number, { str, transform, width, height }: TextItem): Run {
  const [, skew = 0, , , x = 0, y = 0] = transform;
  return { page, text: str, x, y, width, height, upright: skew === 0 };
}

function squeezed(texts: readonly string[]): string {
  return texts.join(" ").replaceAll(/ +/g, " ").trim();
}
