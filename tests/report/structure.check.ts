import { beforeAll, describe, expect, test } from "vitest";
import type { ReportSource } from "../../lib/report/source.ts";
import { rendered } from "./rendered.ts";
import { readPdf } from "./read-pdf.ts";
import { type Element, elementsOf, type ReadStructure, readStructure } from "./read-structure.ts";
import { bundle, everyArtifact, sweepLedger } from "./shapes.ts";
import { axisOf, DEMO_CASES, demoSource, probeSurface, smallSource, sourceOf } from "./sources.ts";

const LONG_TITLE = "A title that goes on ".repeat(60);

const CASES: readonly (readonly [string, () => ReportSource])[] = [
  ...DEMO_CASES.map((caseId) => [caseId, () => demoSource(caseId)] as const),
  ["an evidence bundle", () => sourceOf(bundle())],
  ["a sweep ledger", () => sourceOf({ sweep_manifest: sweepLedger() })],
  ["a case of all artifacts", () => sourceOf(everyArtifact())],
  ["a case without a title", () => smallSource({ manifest: { title: "" } })],
  ["a case with a long title", () => smallSource({ manifest: { title: LONG_TITLE } })],
  ["a case of letters that no font has", () => smallSource({ manifest: { title: "中 and שלום" } })],
  ["a case without axes", () => smallSource({ surface: { axes: [] } })],
  [
    "a case of long tables",
    () =>
      smallSource({
        metrics: { probe_surface: probeSurface(17) },
        surface: {
          axes: [
            axisOf(
              "a",
              Array.from({ length: 300 }, (_, step) => step),
            ),
          ],
        },
      }),
  ],
];

describe.each(CASES)("the structure of the report of %s", (_name, source) => {
  let read: ReadStructure;
  let text: string;

  beforeAll(async () => {
    const bytes = await rendered(source());
    read = await readStructure(bytes);
    ({ text } = await readPdf(bytes));
  });

  const all = (...roles: string[]): Element[] =>
    read.pages.flatMap(({ root }) => elementsOf(root, ...roles));

  test("is declared, and the window shows the title", () => {
    expect(read.markInfo).toMatchObject({ Marked: true });
    expect(read.viewerPreferences).toMatchObject({ DisplayDocTitle: true });
  });

  test("contains everything that is drawn, or marks it as an artifact", () => {
    expect(read.pages.flatMap(({ stray }) => stray)).toEqual([]);
  });

  test("marks only repeated parts of pages as artifacts", () => {
    const said = squeezed(read.pages.map(({ root }) => root.text).join(" "));
    const repeated = read.pages.flatMap(({ artifacts }) => artifacts.map(squeezed));
    const foot = /^CLARITYreport(?:·|$)|^reportversion\d+·key[\da-f]{16}·page\d+of\d+$/;
    const other = repeated.filter(
      (artifact) =>
        !foot.test(artifact) &&
        !/^Table\d+,continued$/.test(artifact) &&
        !said.includes(artifact.replace(/…$/, "")),
    );
    expect(other).toEqual([]);
  });

  test("is a document of sections with headings that skip no level", () => {
    for (const { root } of read.pages) {
      expect(root.elements.map(({ role }) => role)).toEqual(["Document"]);
      const [document] = root.elements;
      expect(new Set(document?.elements.map(({ role }) => role))).toEqual(new Set(["Sect"]));
    }
    const levels = all("H1", "H2", "H3").map(({ role }) => Number(role.slice(1)));
    expect(levels.filter((level) => level === 1)).toEqual([1]);
    expect(levels[0]).toBe(1);
    for (const [index, level] of levels.entries()) {
      expect(level).toBeLessThanOrEqual((levels[index - 1] ?? 0) + 1);
    }
  });

  test("describes every figure in words and has its caption", () => {
    const figures = all("Figure");
    expect(figures).toHaveLength(text.match(/Figure \d+\. /g)?.length ?? 0);
    for (const { alt, elements } of figures) {
      expect(alt).toMatch(/^.{20,}\.$/s);
      const captions = elements.filter(({ role }) => role === "Caption");
      expect(captions).toHaveLength(1);
      expect(captions[0]?.text).toMatch(/^Figure \d+\. ./);
    }
  });

  test("has tables whose rows have a head and the same number of cells", () => {
    const captions = all("Table").flatMap((table) =>
      table.elements.flatMap(({ role, text: caption }) => (role === "Caption" ? [caption] : [])),
    );
    expect(captions).toHaveLength(text.match(/Table \d+\. /g)?.length ?? 0);
    for (const table of all("Table")) {
      const rows = table.elements.filter(({ role }) => role === "TR");
      const [first] = rows;
      expect(first).toBeDefined();
      for (const row of rows) {
        expect(row.elements).toHaveLength(first?.elements.length ?? 0);
        expect(row.elements[0]?.role).toBe("TH");
      }
    }
  });

  test("has the reading order of the pages", () => {
    const headings = all("H1", "H2", "H3").map(({ text: heading }) => squeezed(heading));
    const squeezedText = squeezed(text);
    let from = 0;
    for (const heading of headings) {
      from = squeezedText.indexOf(heading, from);
      expect(from, `“${heading}” after the heading before it`).toBeGreaterThanOrEqual(0);
    }
  });
});

test("a table has its head once, wherever its rows continue", async () => {
  const source = smallSource({ metrics: { probe_surface: probeSurface(17) } });
  const { pages } = await readStructure(await rendered(source));
  const tables = pages.flatMap(({ root }) =>
    elementsOf(root, "Table").filter(({ elements }) => elements.at(-1)?.elements.length === 6),
  );
  expect(tables.length).toBeGreaterThan(1);
  const rows = tables.flatMap((table) => elementsOf(table, "TR"));
  const heads = rows.filter(({ elements }) => elements.every(({ role }) => role === "TH"));
  const head = "RowCol.ΔESIΔdriftMaskedESIMaskeddrift";
  // The strongest probes in one table, the others in another.
  expect(heads.map(({ text }) => squeezed(text))).toEqual([head, head]);
  expect(rows).toHaveLength(17 * 17 + 2);
});

test("the key figures are a list of labels and values", async () => {
  const { pages } = await readStructure(await rendered(smallSource()));
  const lists = pages.flatMap(({ root }) => elementsOf(root, "L"));
  const [sentences, tiles, checks] = lists.map((list) => elementsOf(list, "LI"));
  expect(textOf(sentences)).toMatch(/^•\s*The lowest ESI/);
  expect(textOf(checks)).toMatch(/consistency checks that can be made/);
  expect(tiles).toHaveLength(4);
  const [label, body] = tiles?.[0]?.elements ?? [];
  expect([label?.role, label?.text]).toEqual(["Lbl", "Lowest ESI"]);
  expect([body?.role, ...(body?.elements ?? []).map(({ text }) => text)]).toEqual([
    "LBody",
    "0.567",
    "brightness = 1.2",
  ]);
});

function textOf(items: readonly { readonly text: string }[] = []): string {
  return items.map(({ text }) => text).join(" ");
}

function squeezed(text: string): string {
  return text.replaceAll(/\s+/g, "");
}
