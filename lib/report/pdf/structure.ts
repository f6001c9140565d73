/** Elements that hold elements only. */
const GROUPS = [
  "Document",
  "Sect",
  "Table",
  "TR",
  "L",
  "LI",
  "LBody",
  "TOC",
  "TOCI",
  "Reference",
] as const;

/** Elements that text belongs to. */
type ContentType =
  | "H1"
  | "H2"
  | "H3"
  | "P"
  | "Figure"
  | "Caption"
  | "TH"
  | "TD"
  | "Lbl"
  | "Span"
  | "Link";

/** The standard structure types that the report uses. */
export type StructureType = (typeof GROUPS)[number] | ContentType;

const HOLDS_ELEMENTS_ONLY: ReadonlySet<StructureType> = new Set(GROUPS);

export interface ElementAttributes {
  /** What a figure shows, in words. */
  readonly alt?: string;
  /** What was written, where it is not what is shown. */
  readonly actual?: string;
  /** Which cells a head is the head of. */
  readonly scope?: "Row" | "Column";
  /** Where a figure lies: left, bottom, right and top, from the page's bottom left corner. */
  readonly box?: string;
}

/** A page as the structure knows it. */
export interface StructurePage {
  readonly reference: PDFKit.PDFKitReference;
  /** The element of each piece of marked content, by its number on the page. */
  readonly contents: StructureElement[];
}

/** A piece of marked content, or an annotation, that belongs to an element. */
export type Leaf =
  | { readonly page: StructurePage; readonly content: number }
  | { readonly page: StructurePage; readonly annotation: PDFKit.PDFKitReference };

/** A part of the report's logical structure, in the order of reading. */
export class StructureElement {
  readonly type: StructureType;
  readonly attributes: ElementAttributes;
  readonly parent: StructureElement | undefined;
  readonly kids: (StructureElement | Leaf)[] = [];

  constructor(type: StructureType, attributes: ElementAttributes = {}, parent?: StructureElement) {
    this.type = type;
    this.attributes = attributes;
    this.parent = parent;
    parent?.kids.push(this);
  }

  /** Whether text can be its own; else it has elements that hold it. */
  get holdsContent(): boolean {
    return !HOLDS_ELEMENTS_ONLY.has(this.type);
  }

  /** The first of its elements. */
  get firstElement(): StructureElement | undefined {
    return this.kids.find((kid) => kid instanceof StructureElement);
  }

  /** Makes the next piece of a page's marked content this element's, and returns its number. */
  takeContent(page: StructurePage): number {
    const content = page.contents.push(this) - 1;
    this.kids.push({ page, content });
    return content;
  }

  /** Makes an annotation on a page this element's. */
  takeAnnotation(page: StructurePage, annotation: PDFKit.PDFKitReference): void {
    this.kids.push({ page, annotation });
  }
}
