import { expect, test, vi } from "vitest";
import { Flow } from "../../../lib/report/layout/flow.ts";
import { COLUMN } from "../../../lib/report/layout/measures.ts";
import { drawTable } from "../../../lib/report/layout/table.ts";
import { drawTables } from "../../../lib/report/layout/table-pairs.ts";
import type { Table } from "../../../lib/report/layout/table-placement.ts";
import { Canvas } from "../../../lib/report/pdf/canvas.ts";
import { openDocument, openFaces } from "../../../lib/report/pdf/document.ts";

interface Drawn {
  readonly text: string;
  readonly x: number;
  readonly baseline: number;
  /** The width of a part of the text, in its own style. */
  readonly widthOf: (part: string) => number;
}

/** Every text that is drawn. */
function drawnBy(draw: (flow: Flow) => void): Drawn[] {
  const doc = openDocument({ title: "", subject: "", cacheKey: "", date: new Date(0) });
  const canvas = new Canvas(doc, openFaces(doc));
  const drawn: Drawn[] = [];
  const text = canvas.text.bind(canvas);
  vi.spyOn(canvas, "text").mockImplementation((shown, x, baseline, style, written) => {
    drawn.push({ text: shown, x, baseline, widthOf: (part) => canvas.widthOf(part, style) });
    text(shown, x, baseline, style, written);
  });
  draw(new Flow(canvas));
  return drawn;
}

function tableOf(caption: string, values: readonly string[]): Table {
  return {
    caption,
    columns: [
      { head: "Name", weight: 1, align: "left" },
      { head: "Value", weight: 3, align: "decimal" },
      { head: "Note", weight: 1, align: "left" },
    ],
    rows: values.map((value, index) => [`row ${index}`, value, "note"]),
  };
}

const VALUES = ["96", "0.92048929", "-0.2155", "12.5"];

test.each([true, false])("numbers are aligned at their decimal points (fit: %s)", (fit) => {
  const drawn = drawnBy((flow) => drawTable(flow, { ...tableOf("Values.", VALUES), fit }));
  const numbers = drawn.filter(({ text }) => /^\u2212?\d/.test(text));
  expect(numbers.map(({ text }) => text)).toEqual(["96", "0.92048929", "\u22120.2155", "12.5"]);
  const points = numbers.map(({ text, x, widthOf }) => x + widthOf(text.split(".")[0] ?? ""));
  expect(Math.max(...points) - Math.min(...points)).toBeLessThan(1e-9);
  const head = drawn.find(({ text }) => text === "Value");
  // The head starts with the widest number: none stands left of it.
  const left = Math.min(...numbers.map(({ x }) => x));
  expect(left - (head?.x ?? 0)).toBeGreaterThanOrEqual(-1e-9);
  expect(left - (head?.x ?? 0)).toBeLessThan(6);
});

test("two narrow tables are side by side, and a wide one has its own lines", () => {
  const narrow = ["First.", "Second."].map((caption) =>
    Object.assign(tableOf(caption, VALUES), { fit: true }),
  );
  const wide = tableOf("Third.", VALUES);
  const drawn = drawnBy((flow) => drawTables(flow, [...narrow, wide]));
  const captions = drawn.filter(({ text }) => text.startsWith("Table "));
  expect(captions.map(({ text }) => text)).toEqual([
    "Table 1. First.",
    "Table 2. Second.",
    "Table 3. Third.",
  ]);
  const [first, second, third] = captions;
  expect(second?.baseline).toBe(first?.baseline);
  expect(second?.x).toBeGreaterThan(COLUMN.left + COLUMN.width / 2);
  expect(third?.x).toBe(COLUMN.left);
  expect(third?.baseline).toBeGreaterThan(first?.baseline ?? Infinity);
});
