import PdfKit from "pdfkit";
import { FORGERY_NAMES, forgedReport } from "./forgeries.ts";
import { bomb, endlessObjects } from "./hostile.ts";
import { MUTATIONS } from "./mutations.ts";
import { Random } from "./random.ts";
import type { Genuine } from "./reports.ts";

/** A file that is not the report that it may look like. */
export interface Tampered {
  readonly what: string;
  readonly pdf: Uint8Array;
}

const MIB = 1024 * 1024;
const COUNT = 50;
/** One file in so many is taken: TAMPERED_FILES=all takes every one, which are minutes in a browser. */
const STEP = process.env["TAMPERED_FILES"] === "all" ? 1 : 4;

/** Some of the fifty files, of every kind, or all of them. */
export async function someTamperedFiles(genuine: Genuine): Promise<Tampered[]> {
  return (await tamperedFiles(genuine)).filter((_, nth) => nth % STEP === 0);
}

/** Fifty files, the same ones in every run: every mutation and forgery of a report, and files of other origins. */
async function tamperedFiles(genuine: Genuine): Promise<Tampered[]> {
  const random = new Random(38);
  const forged: Tampered[] = [];
  for (const nth of FORGERY_NAMES.keys()) {
    forged.push(await forgedReport(genuine.source, nth, random));
  }
  const others = [...forged, ...(await otherFiles(genuine.pdf))];
  const mutated = Array.from({ length: COUNT - others.length }, (_, nth) =>
    (MUTATIONS[nth % MUTATIONS.length] ?? MUTATIONS[0])(genuine.pdf, random),
  );
  return [...mutated, ...others];
}

async function otherFiles(pdf: Uint8Array): Promise<Tampered[]> {
  return [
    { what: "an empty file", pdf: new Uint8Array() },
    { what: "a text", pdf: new TextEncoder().encode("a text\n") },
    { what: "another PDF", pdf: await documentOf({ info: { Creator: "an editor" } }) },
    {
      what: "another PDF by this creator",
      pdf: await documentOf({ info: { Creator: "CLARITY report service" } }),
    },
    {
      what: "an encrypted PDF",
      pdf: await documentOf({
        userPassword: "secret",
        info: { Creator: "CLARITY report service" },
      }),
    },
    { what: "an attachment of 16 GiB", pdf: bomb(16 * 1024) },
    { what: "4 MiB of objects without a table", pdf: endlessObjects(4 * MIB) },
    { what: "33 MiB", pdf: new Uint8Array(33 * MIB).fill(0x20).with(0, pdf[0] ?? 0) },
  ];
}

async function documentOf(options: PDFKit.PDFDocumentOptions): Promise<Uint8Array> {
  const doc = new PdfKit({ ...options, font: "" });
  const parts: Uint8Array[] = [];
  doc.on("data", (part: Uint8Array) => parts.push(part));
  const ended = new Promise<void>((resolve) => {
    doc.on("end", resolve);
  });
  doc.rect(10, 10, 100, 100).fill("black");
  doc.end();
  await ended;
  const bytes = new Uint8Array(Buffer.concat(parts));
  // pdfkit's file ends without the last line end that a report has.
  return bytes.at(-1) === 0x0a ? bytes : new Uint8Array([...bytes, 0x0a]);
}
