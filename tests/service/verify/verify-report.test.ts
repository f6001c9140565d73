import { build } from "esbuild";
import PdfKit from "pdfkit";
import { beforeAll, describe, expect, it, test } from "vitest";
import { sha256Hex } from "../../../lib/case/cache-key.ts";
import { keyText } from "../../../lib/case/key-text.ts";
import { renderReport } from "../../../lib/report/render.ts";
import type { ReportSource } from "../../../lib/report/source.ts";
import { REPORT_VERSION } from "../../../lib/report/version.ts";
import { readPdf } from "../../../lib/service/verify/pdf-reader.ts";
import { renderAttached } from "../../../lib/service/verify/render-attached.ts";
import { verifyReport } from "../../../lib/service/verify/verify-report.ts";
import type {
  StepName,
  Verification,
  VerifyTools,
} from "../../../lib/service/verify/verification.ts";
import { DEMO_CASES } from "../../report/sources.ts";
import { MUTATIONS } from "../../verify/mutations.ts";
import { Random } from "../../verify/random.ts";
import { genuineReport, type Genuine } from "../../verify/reports.ts";

const tools: VerifyTools = {
  read: readPdf,
  render: async (texts, content) => await renderAttached(texts, content, renderReport),
};

let sparse: Genuine;
beforeAll(async () => {
  sparse = await genuineReport("case_sparse");
});

/** The first step that does not hold. */
function fault({ steps }: Verification): { step: StepName; detail: string } | undefined {
  return steps.find(({ outcome }) => outcome === "does_not_hold");
}

async function faultOf(pdf: Uint8Array) {
  return fault(await verifyReport(pdf, tools));
}

/** The fault of a report that the renderer made of another source. */
async function faultOfSource(change: (source: ReportSource) => ReportSource) {
  return await faultOf(await renderReport(change(sparse.source)));
}

test.each(DEMO_CASES)("every step holds for the report of %s", async (caseId) => {
  const { pdf, source } = await genuineReport(caseId);
  const { steps, key, content } = await verifyReport(pdf, tools);
  expect(steps.map(({ step, outcome }) => `${step} ${outcome}`)).toEqual([
    "report holds",
    "key_file holds",
    "key holds",
    "attachments holds",
    "hashes holds",
    "version holds",
    "bytes holds",
  ]);
  expect(key).toBe(source.cacheKey);
  expect(content).toEqual({
    artifacts: source.hashes,
    record: source.record,
    report: REPORT_VERSION,
  });
});

describe("a PDF is refused with its fault:", () => {
  it("nothing, and something else", async () => {
    expect(await faultOf(new Uint8Array())).toMatchObject({ detail: "The file is empty." });
    const text = new TextEncoder().encode("Dear auditor, this is a letter.\n");
    expect((await faultOf(text))?.detail).toBe("This is not a PDF: it does not begin with %PDF-.");
  });

  it("cut off", async () => {
    const detail =
      "The file does not end as a report does: it was cut off, or something was appended to it.";
    expect(await faultOf(sparse.pdf.slice(0, 20_000))).toEqual({
      step: "report",
      outcome: "does_not_hold",
      detail,
    });
  });

  it("of another program", async () => {
    const pdf = await drawn(new PdfKit({ font: "", info: { Creator: "Word" } }));
    expect(await faultOf(pdf)).toMatchObject({
      step: "report",
      detail:
        'This is not a report of this service: it names "Word" as its creator, not "CLARITY report service".',
    });
  });

  it.each([{ userPassword: "secret" }, { ownerPassword: "secret" }])(
    "encrypted with %j",
    async (password) => {
      const pdf = await drawn(new PdfKit({ font: "", ...password }));
      expect(await faultOf(pdf)).toMatchObject({
        step: "report",
        detail: "The PDF is encrypted; reports never are.",
      });
    },
  );

  it("an appended update that changes a fact of the document", async () => {
    const updates = MUTATIONS.map((mutate) => mutate(sparse.pdf, new Random(1)));
    const update = updates.find(({ what }) => what.includes("changes the title"));
    const detail = `The report states no key, but the SHA-256 of key.json is ${sparse.source.cacheKey}.`;
    expect(await faultOf(update?.pdf ?? new Uint8Array())).toMatchObject({ step: "key", detail });
  });

  it("an appended update that changes nothing", async () => {
    const update = Buffer.concat([sparse.pdf, Buffer.from("% nothing\n%%EOF\n")]);
    expect(await faultOf(update)).toMatchObject({
      step: "bytes",
      detail: `16 bytes were appended to the report, which has ${sparse.pdf.length} bytes. An incremental update does that.`,
    });
  });

  it("one changed bit in its drawing", async () => {
    expect(await faultOf(sparse.pdf.with(9_999, (sparse.pdf[9_999] ?? 0) ^ 1))).toMatchObject({
      step: "bytes",
      detail: `Rendering the attachments again gives different bytes: the first difference is at offset 9999 of ${sparse.pdf.length}.`,
    });
  });

  it("no key.json", async () => {
    const found = await faultOfSource((source) => ({
      ...source,
      attachments: source.attachments.filter(({ file }) => file !== "key.json"),
    }));
    expect(found).toMatchObject({
      step: "key_file",
      detail: expect.stringContaining("no attachment key.json"),
    });
  });

  it.each([
    ["not JSON", "{", "key.json is not valid JSON: "],
    ["not canonical", '{ "report":"3"}', "key.json is not canonical JSON (RFC 8785)."],
    ["of other members", '{"report":"3"}', "does not have the members of a key: see artifacts."],
  ])("a key.json that is %s", async (_, text, detail) => {
    expect(await faultOfSource((source) => withKey(source, text))).toMatchObject({
      step: "key_file",
      detail: expect.stringContaining(detail),
    });
  });

  it("a key.json whose hash is not the printed key", async () => {
    const text = keyText({ ...contentOf(sparse.source), record: "none" });
    expect(await faultOfSource((source) => withKey(source, text))).toMatchObject({
      step: "key",
      detail: `The report states the key ${sparse.source.cacheKey}, but the SHA-256 of key.json is ${sha256Hex(text)}.`,
    });
  });

  it("an attachment that is missing, and one that key.json does not name", async () => {
    const found = await faultOfSource((source) => ({
      ...source,
      attachments: [
        ...source.attachments.filter(({ file }) => file !== "metrics.json"),
        { file: "notes.json", text: "{}" },
      ].toSorted((a, b) => (a.file < b.file ? -1 : 1)),
    }));
    expect(found).toMatchObject({
      step: "attachments",
      detail:
        "Other attachments than key.json names: missing: metrics.json; not named by key.json: notes.json.",
    });
  });

  it("an attachment with another hash", async () => {
    const found = await faultOfSource((source) => withText(source, "metrics.json", "{}"));
    expect(found).toMatchObject({
      step: "hashes",
      detail: `metrics.json has the SHA-256 ${sha256Hex("{}")}, but key.json says ${sparse.source.hashes.metrics}.`,
    });
  });

  it("an attachment that is not canonical, with a key that fits", async () => {
    const found = await faultOfSource((source) => consistent(source, "metrics.json", "{ }"));
    expect(found).toMatchObject({
      step: "hashes",
      detail: "metrics.json is not canonical JSON (RFC 8785).",
    });
  });

  it("an attachment that no report can be made of, with a key that fits", async () => {
    const found = await faultOfSource((source) =>
      consistent(source, "metrics.json", '{"baseline_metrics":7}'),
    );
    expect(found).toMatchObject({ step: "bytes", detail: expect.stringContaining("metrics.json") });
  });

  it("pages that do not show what is attached", async () => {
    const found = await faultOfSource((source) => ({
      ...source,
      artifacts: { ...source.artifacts, manifest: { title: "Another title" } },
    }));
    expect(found).toMatchObject({ step: "bytes" });
  });
});

test("a report of another version names that version, and its hashes are still checked", async () => {
  const text = keyText({ ...contentOf(sparse.source), report: "2" });
  const source = { ...withKey(sparse.source, text), cacheKey: sha256Hex(text) };
  const { steps } = await verifyReport(await renderReport(source), tools);
  expect(steps.filter(({ outcome }) => outcome !== "holds")).toEqual([
    {
      step: "version",
      outcome: "does_not_hold",
      detail: `Report version 2 made this report; this is version ${REPORT_VERSION}.`,
    },
    {
      step: "bytes",
      outcome: "not_checked",
      detail:
        "Only report version 2 can render this report again: verify it with a service of that version.",
    },
  ]);
});

test("the code that checks a report needs no Node API, so that a browser can run it", async () => {
  const { metafile } = await build({
    entryPoints: ["verify-report", "case-step", "service-step"].map(
      (name) => `lib/service/verify/${name}.ts`,
    ),
    bundle: true,
    write: false,
    outdir: "dist",
    platform: "browser",
    format: "esm",
    metafile: true,
    logLevel: "silent",
  });
  expect(Object.keys(metafile.inputs)).toEqual(
    expect.arrayContaining(["lib/case/canonical-json.ts", "lib/service/verify/verify-report.ts"]),
  );
});

function contentOf({ hashes: artifacts, record }: ReportSource) {
  return { artifacts, record, report: REPORT_VERSION };
}

function withText(source: ReportSource, file: string, text: string): ReportSource {
  const attachments = source.attachments.map((attachment) =>
    attachment.file === file ? { file, text } : attachment,
  );
  return { ...source, attachments };
}

function withKey(source: ReportSource, text: string): ReportSource {
  return withText(source, "key.json", text);
}

/** Another text of an attachment, in key.json and on the pages as well. */
function consistent(source: ReportSource, file: "metrics.json", text: string): ReportSource {
  const hashes = { ...source.hashes, metrics: sha256Hex(text) };
  const key = keyText({ ...contentOf(source), artifacts: hashes });
  return { ...withKey(withText(source, file, text), key), hashes, cacheKey: sha256Hex(key) };
}

/** A page of another program. */
async function drawn(doc: PDFKit.PDFDocument): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  doc.on("data", (chunk: Uint8Array) => chunks.push(chunk));
  const ended = new Promise((resolve) => doc.on("end", resolve));
  doc.rect(10, 10, 100, 100).fill("black").end();
  await ended;
  return new Uint8Array(Buffer.concat(chunks));
}
