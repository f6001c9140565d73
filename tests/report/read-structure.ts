import { getDocument, OPS, VerbosityLevel } from "pdfjs-dist/legacy/build/pdf.mjs";

/** The logical structure of a report, as pdf.js reads it. */
export interface ReadStructure {
  readonly pages: readonly StructuredPage[];
  readonly markInfo: unknown;
  readonly viewerPreferences: unknown;
}

interface StructuredPage {
  /** The part of the structure that has content on this page. */
  readonly root: Element;
  /** Text that is an artifact. */
  readonly artifacts: readonly string[];
  /** Text and drawing operators that are in no marked content, or in none that the structure knows. */
  readonly stray: readonly string[];
}

export interface Element {
  readonly role: string;
  readonly alt: string | undefined;
  readonly elements: readonly Element[];
  /** Its own text and that of its elements, in the order of the structure. */
  readonly text: string;
  readonly annotations: readonly string[];
}

/** Reads the structure of a report with pdf.js. */
export async function readStructure(bytes: Uint8Array): Promise<ReadStructure> {
  const task = getDocument({ data: bytes.slice(), verbosity: VerbosityLevel.ERRORS });
  const pdf = await task.promise;
  const pages: StructuredPage[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    pages.push(await readPage(await pdf.getPage(number)));
  }
  const [markInfo, viewerPreferences]: unknown[] = [
    await pdf.getMarkInfo(),
    await pdf.getViewerPreferences(),
  ];
  await task.destroy();
  return { pages, markInfo, viewerPreferences };
}

/** The element and all within it that have the role, in the order of reading. */
export function elementsOf(element: Element, ...roles: readonly string[]): Element[] {
  const within = element.elements.flatMap((kid) => elementsOf(kid, ...roles));
  return roles.includes(element.role) ? [element, ...within] : within;
}

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof getDocument>["promise"]>["getPage"]>>;

async function readPage(page: Page): Promise<StructuredPage> {
  const { pieces, artifacts, stray } = await readPieces(page);
  const known = new Set<string>();
  const tree: unknown = await page.getStructTree();
  const root = isNode(tree) ? elementFrom(tree, pieces, known) : NOTHING;
  const unknown = [...pieces.keys()].filter((id) => !known.has(id));
  return { root, artifacts, stray: [...stray, ...unknown, ...(await strayOperators(page))] };
}

const NOTHING: Element = { role: "", alt: undefined, elements: [], text: "", annotations: [] };

interface StructNode {
  readonly role: string;
  readonly alt?: string;
  readonly children: readonly unknown[];
}

function isNode(value: unknown): value is StructNode {
  return typeof value === "object" && value !== null && "role" in value && "children" in value;
}

const LISTED_WITHOUT_CONTENT = new Set(["Caption", "TR"]);

function elementFrom(
  { role, alt, children }: StructNode,
  pieces: ReadonlyMap<string, string>,
  known: Set<string>,
): Element {
  const elements: Element[] = [];
  const annotations: string[] = [];
  let text = "";
  for (const child of children) {
    if (isNode(child)) {
      const element = elementFrom(child, pieces, known);
      // pdf.js lists an element's relatives on other pages too, without their content.
      if (element.text === "" && LISTED_WITHOUT_CONTENT.has(element.role)) continue;
      elements.push(element);
      text += element.text;
      continue;
    }
    const { type, id } = Object(child);
    if (type === "content") text += pieces.get(id) ?? "";
    else annotations.push(String(id));
    known.add(id);
  }
  return { role, alt, elements, text, annotations };
}

/** The text of each piece of marked content, by its id; of artifacts; and in neither. */
async function readPieces(page: Page) {
  const pieces = new Map<string, string>();
  const [artifacts, stray]: [string[], string[]] = [[], []];
  const open: { readonly tag: string; readonly id: string | undefined }[] = [];
  const content = await page.getTextContent({
    includeMarkedContent: true,
    disableNormalization: true,
  });
  for (const item of content.items) {
    if ("str" in item) {
      const piece = open.find(({ tag, id }) => tag === "Artifact" || id !== undefined);
      if (piece?.id !== undefined) pieces.set(piece.id, (pieces.get(piece.id) ?? "") + item.str);
      else if (piece !== undefined) artifacts.push(item.str);
      else if (item.str.trim() !== "") stray.push(item.str);
    } else if (item.type === "endMarkedContent") open.pop();
    else {
      const { tag, id } = Object(item);
      open.push({ tag, id: id ?? undefined });
      if (typeof id === "string") pieces.set(id, "");
    }
  }
  return { pieces, artifacts: artifacts.filter((text) => text.trim() !== ""), stray };
}

const PAINTING = new Set([OPS.showText, OPS.constructPath, OPS.paintImageXObject, OPS.stroke]);

/** Painting operators that are in no marked content. */
async function strayOperators(page: Page): Promise<string[]> {
  const { fnArray } = await page.getOperatorList();
  const stray: string[] = [];
  let depth = 0;
  for (const [index, operator] of fnArray.entries()) {
    if (operator === OPS.beginMarkedContent || operator === OPS.beginMarkedContentProps) depth += 1;
    else if (operator === OPS.endMarkedContent) depth -= 1;
    else if (PAINTING.has(operator) && depth !== 1) stray.push(`operator ${operator} at ${index}`);
  }
  if (depth !== 0) stray.push(`${depth} pieces stay open`);
  return stray;
}
