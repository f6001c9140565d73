import { getDocument, OPS, VerbosityLevel } from "pdfjs-dist/legacy/build/pdf.mjs";

/** The graphics of a page as pdf.js reads them; x to the right, y downwards. */
export interface Drawing {
  readonly images: readonly DrawnImage[];
  readonly strokes: readonly Stroke[];
  /** The inks that areas are filled with, and text is set in. */
  readonly fills: readonly string[];
}

export interface DrawnImage {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
  readonly placedWidth: number;
  readonly placedHeight: number;
  /** Red, green and blue of a pixel, the first row on top. */
  colourAt(x: number, y: number): number[];
}

export interface Stroke {
  readonly ink: string;
  readonly width: number;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof getDocument>["promise"]>["getPage"]>>;

/** Reads the images and the stroked lines of the page that has the text. */
export async function readDrawing(bytes: Uint8Array, text: string): Promise<Drawing> {
  const task = getDocument({ data: bytes.slice(), verbosity: VerbosityLevel.ERRORS });
  const pdf = await task.promise;
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const onPage = items.map((item) => ("str" in item ? item.str : "")).join(" ");
    if (!onPage.includes(text)) continue;
    const drawing = await drawingOf(page);
    await task.destroy();
    return drawing;
  }
  throw new Error(`no page of the report has the text “${text}”`);
}

async function drawingOf(page: Page): Promise<Drawing> {
  const { fnArray, argsArray } = await page.getOperatorList();
  const images: DrawnImage[] = [];
  const strokes: Stroke[] = [];
  const fills: string[] = [];
  let [ink, width, matrix]: [string, number, number[]] = ["", 0, []];
  for (const [index, operator] of fnArray.entries()) {
    const args: unknown[] = argsArray[index] ?? [];
    if (operator === OPS.setStrokeRGBColor) ink = String(args[0]);
    else if (operator === OPS.setFillRGBColor) fills.push(String(args[0]));
    else if (operator === OPS.setLineWidth) width = Number(args[0]);
    else if (operator === OPS.transform) matrix = args.map(Number);
    else if (operator === OPS.paintImageXObject) {
      images.push(placed(await imageNamed(page, String(args[0])), matrix));
    } else if (operator === OPS.constructPath && args[0] === OPS.stroke) {
      strokes.push({ ink, width, points: pointsOf(args[1]) });
    }
  }
  return { images, strokes, fills };
}

interface RawImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

async function imageNamed(page: Page, name: string): Promise<RawImage> {
  return await new Promise((resolve) => {
    page.objs.get(name, resolve);
  });
}

function placed({ width, height, data }: RawImage, matrix: readonly number[]): DrawnImage {
  const [placedWidth = 0, , , flipped = 0, left = 0, bottom = 0] = matrix;
  const channels = data.length / (width * height);
  return {
    width,
    height,
    left,
    top: bottom + flipped,
    placedWidth,
    placedHeight: -flipped,
    colourAt(x, y) {
      const start = (y * width + x) * channels;
      return [...data.subarray(start, start + 3)];
    },
  };
}

/** Paths come as runs of numbers: 0 or 1 and a point for a move or a line, else a curve or a close. */
function pointsOf(paths: unknown): { x: number; y: number }[] {
  const [path] = Array.isArray(paths) ? paths : [];
  const numbers = path instanceof Float32Array ? [...path] : [];
  const points: { x: number; y: number }[] = [];
  for (let index = 0; index + 2 < numbers.length && (numbers[index] ?? 9) <= 1; index += 3) {
    points.push({ x: numbers[index + 1] ?? 0, y: numbers[index + 2] ?? 0 });
  }
  return points;
}
