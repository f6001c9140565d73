import { beforeAll, describe, expect, test } from "vitest";
import type { ReportSource } from "../../lib/report/source.ts";
import { rendered } from "./rendered.ts";
import { type OutlineItem, type ReadNavigation, readNavigation } from "./read-navigation.ts";
import { type ReadPdf, readPdf } from "./read-pdf.ts";
import { elementsOf, readStructure, type ReadStructure } from "./read-structure.ts";
import { everyArtifact } from "./shapes.ts";
import { axisOf, DEMO_CASES, demoSource, smallSource, sourceOf } from "./sources.ts";

const AXES = Array.from({ length: 20 }, (_, index) => axisOf(`axis_${index}`, [1, 2]));

const manyAxes = smallSource({
  manifest: { description: "Much to say. ".repeat(300) },
  surface: { axes: [...AXES, ...AXES, ...AXES] },
});

describe.each([
  ...DEMO_CASES.map((caseId) => [caseId, demoSource(caseId)] as const),
  ["a case with a long description and many axes", manyAxes] as const,
  ["a case of all artifacts", sourceOf(everyArtifact())] as const,
])("in the report of %s", (_name, source: ReportSource) => {
  let read: ReadPdf;
  let navigation: ReadNavigation;
  let structure: ReadStructure;

  beforeAll(async () => {
    const bytes = await rendered(source);
    read = await readPdf(bytes);
    navigation = await readNavigation(bytes);
    structure = await readStructure(bytes);
  });

  /** Whether the title is set on the page just below the place. */
  const isAt = ({ title, page, top }: Pick<OutlineItem, "title" | "page" | "top">): boolean =>
    read.runs.some(
      (run) =>
        run.page === page && run.y < top + 1 && run.y > top - 30 && title.startsWith(run.text),
    );

  test("every entry of the outline leads to its heading or chart", () => {
    const [cover, ...sections] = navigation.outline;
    expect(cover).toMatchObject({ title: "Cover", page: 1 });
    const all = sections.flatMap(withParts);
    expect(all.length).toBeGreaterThan(5);
    expect(all.filter((item) => !isAt(item))).toEqual([]);
  });

  test("the outline has the axes below the robustness surface", () => {
    const axes = (source.artifacts.robustness_surface?.axes ?? []).map(({ axis }) => axis);
    const surface = navigation.outline.find(({ title }) => title === "Robustness surface");
    const titles = (surface?.items ?? []).flatMap(({ items }) => items.map(({ title }) => title));
    expect(titles).toEqual(axes);
  });

  test("the contents link to the pages with their numbers, and a short report has no contents", () => {
    const { links } = navigation;
    const isLong = read.pages.length >= 3;
    const sections = isLong ? navigation.outline.slice(1).map(({ title }) => title) : [];
    expect(links.length > 0).toBe(isLong);
    expect(links.map(({ words }) => words.replace(/, page \d+$/, ""))).toEqual(
      expect.arrayContaining(sections),
    );
    for (const { words, from, to, top } of links) {
      const [, title = "", page] = /^(.*), page (\d+)$/.exec(words) ?? [];
      expect(Number(page)).toBe(to);
      expect(isAt({ title, page: to, top })).toBe(true);
      expect(read.pages[from - 1]).toContain(title);
      expect(from).toBeLessThanOrEqual(to);
    }
  });

  test("each link is in the structure with its printed words", () => {
    const elements = structure.pages.flatMap(({ root }) => elementsOf(root, "Link"));
    expect(elements.flatMap(({ annotations }) => annotations)).toEqual(
      navigation.links.map(({ id }) => expect.stringContaining(id)),
    );
    for (const [index, { text }] of elements.entries()) {
      expect(text.replaceAll(/\s/g, "")).toBe(
        navigation.links[index]?.words.replace(", page", "").replaceAll(" ", ""),
      );
    }
  });
});

test("contents that do not fit on the cover begin on the next page, above the sections", async () => {
  const places = new Set<string>();
  const descriptions = [0, 15, 60, 120].map((sentences) => "Much to say. ".repeat(sentences));
  const sources = descriptions.map((description) =>
    smallSource({ manifest: { description }, surface: { axes: AXES } }),
  );
  for (const source of [demoSource("case_001"), ...sources]) {
    const bytes = await rendered(source);
    const { pages } = await readPdf(bytes);
    const { links } = await readNavigation(bytes);
    const [first = expect.fail("no links")] = links;
    const onCover = / Contents Consistency checks /.test(pages[0] ?? "");
    places.add(onCover ? "cover" : "next page");
    expect(pages[first.to - 1]).toContain("Consistency checks Whether what the case states");
    expect(first).toMatchObject({
      words: `Consistency checks, page ${first.to}`,
      to: onCover ? first.from + 1 : first.from,
    });
    expect(pages[first.to - 1]).toContain(`page ${first.to} of ${pages.length}`);
  }
  expect(places).toEqual(new Set(["cover", "next page"]));
});

function withParts(item: OutlineItem): OutlineItem[] {
  return [item, ...item.items.flatMap(withParts)];
}
