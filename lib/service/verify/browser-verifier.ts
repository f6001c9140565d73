/** Verifies in a browser, without Node's modules: what a web worker runs, and the messages that it exchanges. */
import { drawReport } from "../../report/draw-report.ts";
import type { EastAsianFont } from "../../report/fonts/east-asian.ts";
import { withAllocationLimit } from "./allocation-limit.ts";
import { READ_LIMITS } from "./limit-values.ts";
import { readPdf } from "./pdf-reader.ts";
import { renderAttached } from "./render-attached.ts";
import type { Step, Verification, VerifyTools } from "./verification.ts";
import { verifyReport } from "./verify-report.ts";

/** The fonts that are too large to be loaded with the verifier. */
export type Fonts = Readonly<Record<EastAsianFont, Uint8Array>>;

/** The message to the worker. */
export interface VerifyCall {
  readonly pdf: Uint8Array;
  /** Undefined while they are not loaded. */
  readonly fonts: Fonts | undefined;
}

/** What the worker does at the moment: the limits of reading and of rendering differ. */
export type Work = "read" | "check" | "render";

/** The messages of the worker; the last one is `done` or `failed`. */
export type VerifyEvent =
  | { readonly name: "ready" }
  | { readonly name: "work"; readonly work: Work }
  | { readonly name: "step"; readonly step: Step }
  /** Reading took too much memory: the worker has to be ended. */
  | { readonly name: "exceeded" }
  | { readonly name: "done"; readonly verification: Verification; readonly needsFonts: boolean }
  | { readonly name: "failed"; readonly why: string };

const FONTS_MISSING =
  "Not rendered again, because the report has Chinese, Japanese or Korean text, and the fonts for it are not loaded.";

const MIB = 1024 * 1024;

class FontsMissingError extends Error {
  override readonly name = "FontsMissingError";
}

/** Verifies a report and sends each event. Never rejects. */
export async function verifyInBrowser(
  { pdf, fonts }: VerifyCall,
  send: (event: VerifyEvent) => void,
  readBytes = READ_LIMITS.growthMib * MIB,
): Promise<void> {
  let needsFonts = false;
  const work = (now: Work) => {
    send({ name: "work", work: now });
  };
  const exceeded = () => {
    send({ name: "exceeded" });
  };
  const tools: VerifyTools = {
    read: async (bytes) => {
      work("read");
      const read = await withAllocationLimit(readBytes, exceeded, async () => await readPdf(bytes));
      work("check");
      return read;
    },
    render: async (texts, content) => {
      work("render");
      try {
        return await renderAttached(
          texts,
          content,
          async (source) => await drawReport(source, async (name) => await openFont(fonts, name)),
        );
      } catch (error) {
        if (!(error instanceof FontsMissingError)) throw error;
        needsFonts = true;
        return { done: false, outcome: "not_checked", reason: FONTS_MISSING };
      }
    },
  };
  try {
    const verification = await verifyReport(pdf, tools, (step) => {
      send({ name: "step", step });
    });
    send({ name: "done", verification, needsFonts });
  } catch (error) {
    send({ name: "failed", why: String(error) });
  }
}

async function openFont(fonts: Fonts | undefined, name: EastAsianFont): Promise<Uint8Array> {
  if (fonts === undefined) throw new FontsMissingError();
  return await Promise.resolve(fonts[name]);
}
