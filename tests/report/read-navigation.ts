import { getDocument, VerbosityLevel } from "pdfjs-dist/legacy/build/pdf.mjs";

/** The navigation and the attachments of a report, as pdf.js reads them. */
export interface ReadNavigation {
  readonly outline: readonly OutlineItem[];
  readonly links: readonly Link[];
  readonly attachments: Readonly<Record<string, Attachment>>;
}

export interface OutlineItem {
  readonly title: string;
  /** Counted from 1. */
  readonly page: number;
  /** From the page's foot. */
  readonly top: number;
  readonly items: readonly OutlineItem[];
}

interface Link {
  readonly id: string;
  readonly words: string;
  readonly from: number;
  readonly to: number;
  /** From the page's foot. */
  readonly top: number;
}

interface Attachment {
  readonly text: string;
  readonly description: string;
}

type Pdf = Awaited<ReturnType<typeof getDocument>["promise"]>;

/** Reads a report with pdf.js. */
export async function readNavigation(bytes: Uint8Array): Promise<ReadNavigation> {
  const task = getDocument({ data: bytes.slice(), verbosity: VerbosityLevel.ERRORS });
  const pdf = await task.promise;
  const navigation = {
    outline: await readItems(pdf, await pdf.getOutline()),
    links: await readLinks(pdf),
    attachments: readAttachments(await pdf.getAttachments()),
  };
  await task.destroy();
  return navigation;
}

type RawItems = Awaited<ReturnType<Pdf["getOutline"]>>;

async function readItems(pdf: Pdf, items: RawItems): Promise<OutlineItem[]> {
  return await Promise.all(
    (items ?? []).map(async ({ title, dest, items: parts }) => {
      const { page, top } = await readDestination(pdf, dest);
      return { title, page, top, items: await readItems(pdf, parts) };
    }),
  );
}

/** Only a direct destination is read: a named one would depend on the locale. */
async function readDestination(pdf: Pdf, destination: unknown) {
  if (!Array.isArray(destination)) throw new TypeError("expected a direct destination");
  const [page, kind, , top] = destination;
  if (kind.name !== "XYZ") throw new TypeError("expected a place on the page");
  return { page: (await pdf.getPageIndex(page)) + 1, top: Number(top) };
}

async function readLinks(pdf: Pdf): Promise<Link[]> {
  const links: Link[] = [];
  for (let from = 1; from <= pdf.numPages; from += 1) {
    const page = await pdf.getPage(from);
    for (const { id, subtype, dest, contentsObj } of await page.getAnnotations()) {
      if (subtype !== "Link") continue;
      const { page: to, top } = await readDestination(pdf, dest);
      links.push({ id, words: contentsObj.str, from, to, top });
    }
  }
  return links;
}

function readAttachments(raw: object | null): Record<string, Attachment> {
  const files = Object.entries(raw ?? {}).map(([name, file]) => [
    name,
    { text: new TextDecoder().decode(file.content), description: file.description },
  ]);
  return Object.fromEntries(files);
}
