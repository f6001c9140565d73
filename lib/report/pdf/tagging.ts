/* oxlint-disable no-underscore-dangle -- pdfkit has no other way to what it keeps of the document */
import type { PdfDocument } from "./document.ts";
import {
  type ElementAttributes,
  StructureElement,
  type StructurePage,
  type StructureType,
} from "./structure.ts";
import { textString } from "./text-string.ts";

/** What is drawn but not part of what the report says: rules, fills, and what a page repeats. */
type Artifact = "layout" | "pagination";

const ARTIFACT_OPERATORS: Readonly<Record<Artifact, string>> = {
  layout: "/Artifact BMC",
  pagination: "/Artifact<</Type/Pagination>>BDC",
};

/**
 * The pages and their structure. Every operator is drawn in a piece of marked content: text in that of the
 * element that is open, a figure's shapes too, and all other shapes in an artifact's. Pieces are opened
 * when something is drawn that the open one does not take, so neighbours of one element share a piece.
 */
export class Tagging {
  readonly document = new StructureElement("Document");
  readonly #doc: PdfDocument;
  readonly #pages: StructurePage[] = [];
  #page: StructurePage | undefined;
  #sections: readonly StructureElement[] = [];
  /** Whose the next text is. */
  #owner: StructureElement | Artifact = this.document;
  /** Whose piece is open on the page. */
  #piece: StructureElement | Artifact | undefined;

  constructor(doc: PdfDocument) {
    this.#doc = doc;
  }

  get pages(): readonly StructurePage[] {
    return this.#pages;
  }

  /** The page that is drawn on. */
  get page(): StructurePage {
    if (this.#page === undefined) throw new TypeError("expected a page before what is drawn on it");
    return this.#page;
  }

  addPage(): void {
    this.endPiece();
    this.#doc.addPage();
    this.#page = { reference: this.#doc.page.dictionary, contents: [] };
    this.#pages.push(this.#page);
  }

  /** Goes back to a page, counted from 0. */
  turnTo(index: number): void {
    this.endPiece();
    this.#doc.switchToPage(index);
    this.#page = this.#pages[index];
  }

  /** Begins a section, or a part of the section before it: all that is drawn from now on is in it. */
  startSection(level: 1 | 2): void {
    const outer = this.#sections.slice(0, level - 1);
    const section = new StructureElement("Sect", {}, outer.at(-1) ?? this.document);
    this.#sections = [...outer, section];
    this.#owner = section;
  }

  /** Goes on with the first section: what is drawn from now on is read after it. */
  resumeFirstSection(): void {
    this.#owner = this.document.firstElement ?? this.document;
  }

  /** Draws within an element, which is a part of the one that is open. */
  within(type: StructureType, draw: () => void, attributes: ElementAttributes = {}): void {
    const outer = this.#owner;
    // What an artifact holds is an artifact.
    if (outer instanceof StructureElement) {
      this.#owner = new StructureElement(type, attributes, outer);
    }
    draw();
    this.#owner = outer;
  }

  /** Draws what is no part of the report's text. */
  artifact(kind: Artifact, draw: () => void): void {
    const outer = this.#owner;
    this.#owner = kind;
    draw();
    this.#owner = outer;
  }

  /** The operators that must come before text. */
  beginText(): string {
    const owner = this.#owner;
    return this.#begin(owner instanceof StructureElement && !owner.holdsContent ? "layout" : owner);
  }

  /** The operators that must come before lines and fills. */
  beginShape(): string {
    const owner = this.#owner;
    const isFigure = !(owner instanceof StructureElement) || owner.type === "Figure";
    return this.#begin(isFigure ? owner : "layout");
  }

  /** An annotation of the open element, on the current page. */
  addAnnotation(annotation: PDFKit.PDFKitReference): void {
    this.#doc.page.annotations.push(annotation);
    if (this.#owner instanceof StructureElement) this.#owner.takeAnnotation(this.page, annotation);
  }

  /** Ends the open piece: before a page is left, and when all is drawn. */
  endPiece(): void {
    if (this.#piece !== undefined) this.#doc.addContent("EMC");
    this.#piece = undefined;
  }

  #begin(owner: StructureElement | Artifact): string {
    if (this.#piece === owner) return "";
    const end = this.#piece === undefined ? "" : "EMC ";
    this.#piece = owner;
    if (!(owner instanceof StructureElement)) return `${end}${ARTIFACT_OPERATORS[owner]}\n`;
    return `${end}/${owner.type}<<${this.#propertiesOf(owner)}>>BDC\n`;
  }

  #propertiesOf(owner: StructureElement): string {
    const number = `/MCID ${owner.takeContent(this.page)}`;
    const { actual } = owner.attributes;
    // Said here as well as in the structure: some tools read only the one, some only the other.
    return actual === undefined ? number : `${number}/ActualText${textString(actual)}`;
  }
}
