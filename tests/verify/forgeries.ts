import type { Attachment } from "../../lib/case/attachment.ts";
import { sha256Hex } from "../../lib/case/cache-key.ts";
import { keyText } from "../../lib/case/key-text.ts";
import { KEY_FILE } from "../../lib/case/key-file.ts";
import { renderReport } from "../../lib/report/render.ts";
import type { ReportSource } from "../../lib/report/source.ts";
import { REPORT_VERSION } from "../../lib/report/version.ts";
import type { Mutated } from "./mutations.ts";
import type { Random } from "./random.ts";

type Forgery = (genuine: ReportSource, random: Random) => ReportSource;

/** Whole, valid PDFs by the service's own renderer, made of sources that no case gives. */
const FORGERIES: Readonly<Record<string, Forgery>> = {
  "an attachment removed": (genuine, random) => {
    const at = random.below(genuine.attachments.length);
    return { ...genuine, attachments: genuine.attachments.toSpliced(at, 1) };
  },
  "an attachment added": (genuine, random) => {
    const added = { file: `zz_${random.below(1_000)}.json`, text: "{}" };
    return { ...genuine, attachments: [...genuine.attachments, added] };
  },
  "an attachment renamed": (genuine, random) =>
    changed(genuine, random, ({ file, text }) => ({ file: `z${file}`, text })),
  "an attachment changed": (genuine, random) =>
    changed(genuine, random, ({ file, text }) => ({ file, text: edited(text, random) })),
  "an attachment with white space": (genuine, random) =>
    changed(genuine, random, ({ file, text }) => ({ file, text: `${text}\n` })),
  "two attachments swapped": (genuine, random) => {
    const at = random.below(genuine.attachments.length - 1);
    const [one, other] = genuine.attachments.slice(at, at + 2);
    if (one === undefined || other === undefined) throw new Error("expected two attachments");
    const swapped = [
      { file: one.file, text: other.text },
      { file: other.file, text: one.text },
    ];
    return { ...genuine, attachments: genuine.attachments.toSpliced(at, 2, ...swapped) };
  },
  "another record in key.json": (genuine) =>
    withKey(genuine, keyText({ ...contentOf(genuine), record: "unreadable" })),
  "another report version in key.json": (genuine) => {
    const text = keyText({ ...contentOf(genuine), report: "2" });
    return { ...withKey(genuine, text), cacheKey: sha256Hex(text) };
  },
  "another key on the pages": (genuine, random) => ({
    ...genuine,
    cacheKey: sha256Hex(String(random.below(1_000_000))),
  }),
  "pages that show another baseline": (genuine, random) => ({
    ...genuine,
    artifacts: {
      ...genuine.artifacts,
      metrics: {
        ...genuine.artifacts.metrics,
        baseline_metrics: { esi: random.below(1_000) / 1_000, drift: 0.125 },
      },
    },
  }),
  "pages that show another title": (genuine, random) => ({
    ...genuine,
    artifacts: {
      ...genuine.artifacts,
      manifest: { ...genuine.artifacts.manifest, title: `Forged ${random.below(1_000)}` },
    },
  }),
};

export const FORGERY_NAMES = Object.keys(FORGERIES);

/** The forgery of that number, counted round and round. */
export async function forgedReport(
  genuine: ReportSource,
  nth: number,
  random: Random,
): Promise<Mutated> {
  const what = FORGERY_NAMES[nth % FORGERY_NAMES.length] ?? "";
  const forgery = FORGERIES[what];
  if (forgery === undefined) throw new Error(`expected a forgery, found ${what}`);
  return { what, pdf: await renderReport(forgery(genuine, random)) };
}

function contentOf({ hashes: artifacts, record }: ReportSource) {
  return { artifacts, record, report: REPORT_VERSION };
}

function withKey(genuine: ReportSource, text: string): ReportSource {
  const attachments = genuine.attachments.map((attachment) =>
    attachment.file === KEY_FILE ? { file: KEY_FILE, text } : attachment,
  );
  return { ...genuine, attachments };
}

function changed(
  genuine: ReportSource,
  random: Random,
  change: (attachment: Attachment) => Attachment,
): ReportSource {
  const at = random.below(genuine.attachments.length);
  const attachments = genuine.attachments.map((attachment, index) =>
    index === at ? change(attachment) : attachment,
  );
  // In the order of the names, as a PDF has them.
  return { ...genuine, attachments: attachments.toSorted((a, b) => (a.file < b.file ? -1 : 1)) };
}

/** One digit of the text is another one: still JSON, and canonical unless it was a leading one. */
function edited(text: string, random: Random): string {
  const digits = [...text.matchAll(/(?<=[1-9a-f.])\d/g)];
  const digit = digits[random.below(digits.length)];
  if (digit === undefined) return `${text} `;
  const other = (Number(digit[0]) + 1 + random.below(8)) % 10;
  return text.slice(0, digit.index) + String(other) + text.slice(digit.index + 1);
}
