/* oxlint-disable no-underscore-dangle -- pdfkit has no public access to these parts of the document */
import type { CompressedObjects, ObjectReference } from "./compressed-objects.ts";
import type { PdfDocument } from "./pdf-document.ts";
import { textString } from "./text-string.ts";

/** A place in the document that the outline and the contents lead to. */
export interface Bookmark {
  readonly title: string;
  /** 1 for a section, 2 for a part of the section before it, 3 for what is in that part. */
  readonly level: 1 | 2 | 3;
  readonly page: PDFKit.PDFKitReference;
  /** The distance from the page's foot, in points. */
  readonly top: number;
}

/** A bookmark and those within it. */
export interface Entry {
  readonly bookmark: Bookmark;
  readonly parts: Entry[];
}

/** What has more parts than this is closed at first: the sections stay in sight. */
const PARTS_IN_SIGHT = 12;

/** The bookmarks, each with those of a lower level that follow it. */
export function nested(bookmarks: readonly Bookmark[]): Entry[] {
  const sections: Entry[] = [];
  const open: Entry[] = [];
  for (const bookmark of bookmarks) {
    while (open.length > 0 && (open.at(-1)?.bookmark.level ?? 0) >= bookmark.level) open.pop();
    const entry = { bookmark, parts: [] };
    (open.at(-1)?.parts ?? sections).push(entry);
    open.push(entry);
  }
  return sections;
}

/** Writes the document's outline. pdfkit's own leads to whole pages, and miscounts parts of parts. */
export function writeOutline(
  doc: PdfDocument,
  objects: CompressedObjects,
  bookmarks: readonly Bookmark[],
): void {
  const root = objects.reserve();
  const sections = nested(bookmarks);
  const family = writeFamily(objects, root, sections);
  objects.set(root, `<</Type/Outlines${family}/Count ${inSight(sections)}>>`);
  Object.assign(doc._root.data, { Outlines: root, PageMode: "UseOutlines" });
}

/** Writes the entries within another, and returns how that other refers to them. */
function writeFamily(
  objects: CompressedObjects,
  parent: ObjectReference,
  entries: readonly Entry[],
): string {
  const items = entries.map((entry) => ({ ...entry, self: objects.reserve() }));
  for (const [index, { self, bookmark, parts }] of items.entries()) {
    const neighbours =
      link("Prev", index === 0 ? undefined : items[index - 1]) + link("Next", items[index + 1]);
    const family = writeFamily(objects, self, parts);
    const count = parts.length === 0 ? "" : `/Count ${isOpen(parts) ? "" : "-"}${inSight(parts)}`;
    objects.set(
      self,
      `<</Title${textString(bookmark.title)}/Parent ${String(parent)}${neighbours}` +
        `/Dest${destination(bookmark)}${family}${count}>>`,
    );
  }
  return link("First", items[0]) + link("Last", items.at(-1));
}

function link(name: string, item: { readonly self: ObjectReference } | undefined): string {
  return item === undefined ? "" : `/${name} ${String(item.self)}`;
}

/** A direct destination: named ones would be sorted by the locale. */
function destination({ page, top }: Bookmark): string {
  return `[${String(page)}/XYZ null ${top} null]`;
}

function isOpen(parts: readonly Entry[]): boolean {
  return parts.length <= PARTS_IN_SIGHT;
}

/** How many entries are in sight, of these and of those within the open ones. */
function inSight(entries: readonly Entry[]): number {
  let count = entries.length;
  for (const { parts } of entries) if (isOpen(parts)) count += inSight(parts);
  return count;
}
