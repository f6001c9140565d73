import type { CompressedObjects, ObjectReference } from "./compressed-objects.ts";
import type { PdfDocument } from "./pdf-document.ts";
import { type Leaf, StructureElement, type StructurePage } from "./structure.ts";
import { textString } from "./text-string.ts";

type Numbered = ReadonlyMap<StructureElement, ObjectReference>;

/** Writes the structure of a document whose pages are all drawn. */
export function writeStructure(
  doc: PdfDocument,
  objects: CompressedObjects,
  document: StructureElement,
  pages: readonly StructurePage[],
): void {
  const root = doc.getStructTreeRoot();
  const numbered = new Map<StructureElement, ObjectReference>();
  for (const element of inReadingOrder(document)) numbered.set(element, objects.reserve());
  for (const [element, reference] of numbered) {
    const parent = element.parent === undefined ? root : numbered.get(element.parent);
    objects.set(reference, elementBody(element, String(parent), numbered));
  }
  const parents = [...contentParents(pages, numbered), ...annotationParents(pages, numbered)];
  const tree = objects.add(
    `<</Nums[${parents.map((entry, key) => `${key} ${entry}`).join(" ")}]>>`,
  );
  Object.assign(root.data, {
    K: numbered.get(document),
    ParentTree: tree,
    ParentTreeNextKey: parents.length,
  });
}

function* inReadingOrder(element: StructureElement): Generator<StructureElement> {
  yield element;
  for (const kid of element.kids) {
    if (kid instanceof StructureElement) yield* inReadingOrder(kid);
  }
}

function elementBody(element: StructureElement, parent: string, numbered: Numbered): string {
  const { type, attributes, kids } = element;
  const page = firstPage(kids);
  const parts = [`/S/${type}/P ${parent}`];
  if (page !== undefined) parts.push(`/Pg ${String(page.reference)}`);
  if (attributes.alt !== undefined) parts.push(`/Alt${textString(attributes.alt)}`);
  if (attributes.actual !== undefined) parts.push(`/ActualText${textString(attributes.actual)}`);
  if (attributes.scope !== undefined) parts.push(`/A<</O/Table/Scope/${attributes.scope}>>`);
  if (attributes.box !== undefined) {
    parts.push(`/A<</O/Layout/Placement/Block/BBox[${attributes.box}]>>`);
  }
  const children = kids.map((kid) =>
    kid instanceof StructureElement ? String(numbered.get(kid)) : leafBody(kid, page),
  );
  const [only] = children;
  if (only !== undefined)
    parts.push(children.length === 1 ? `/K ${only}` : `/K[${children.join(" ")}]`);
  return `<<${parts.join("")}>>`;
}

function firstPage(kids: StructureElement["kids"]): StructurePage | undefined {
  for (const kid of kids) if (!(kid instanceof StructureElement)) return kid.page;
  return undefined;
}

/** A piece of content is its number, with its page where that is not the element's. */
function leafBody(leaf: Leaf, page: StructurePage | undefined): string {
  if ("annotation" in leaf) {
    return `<</Type/OBJR/Obj ${String(leaf.annotation)}/Pg ${String(leaf.page.reference)}>>`;
  }
  if (leaf.page === page) return String(leaf.content);
  return `<</Type/MCR/Pg ${String(leaf.page.reference)}/MCID ${leaf.content}>>`;
}

/** For each page, the elements of its pieces of content; the page's key is its place here. */
function contentParents(pages: readonly StructurePage[], numbered: Numbered): string[] {
  return pages.map(({ reference, contents }, key) => {
    Object.assign(reference.data, { StructParents: key, Tabs: "S" });
    return `[${contents.map((element) => String(numbered.get(element))).join(" ")}]`;
  });
}

/** For each annotation, its element; the keys go on after those of the pages. */
function annotationParents(pages: readonly StructurePage[], numbered: Numbered): string[] {
  const parents: string[] = [];
  for (const [element, reference] of numbered) {
    for (const kid of element.kids) {
      if (kid instanceof StructureElement || !("annotation" in kid)) continue;
      Object.assign(kid.annotation.data, { StructParent: pages.length + parents.length });
      kid.annotation.end();
      parents.push(String(reference));
    }
  }
  return parents;
}
