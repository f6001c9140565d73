import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { promisify } from "node:util";
import { build } from "esbuild";
import PdfKit from "pdfkit";
import { describe, expect, test } from "vitest";
import {
  FONT_LOADERS,
  PDFKIT_ALIAS,
  PDFKIT_COMMONJS_DEFINE,
} from "../../lib/report/pdfkit-alias.ts";
import { renderReport } from "../../lib/report/render.ts";
import { readPdf } from "./read-pdf.ts";
import { DEMO_CASES, demoSource, smallSource } from "./sources.ts";

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const renderedHash = async (caseId: string): Promise<string> =>
  sha256(await renderReport(demoSource(caseId)));

describe("the same source renders to the same bytes", () => {
  test("the first, the second and the twentieth time", async () => {
    const hashes = new Set<string>();
    for (let round = 1; round <= 20; round += 1) {
      hashes.add(sha256(await renderReport(smallSource())));
    }
    expect(hashes.size).toBe(1);
  });

  test("when 8 renders run in parallel", async () => {
    const alone = await Promise.all(["case_001", "case_rich"].map(renderedHash));
    const cases = Array.from({ length: 8 }, (_, index) => (index % 2 === 0 ? 0 : 1));
    const together = await Promise.all(
      cases.map(async (index) => await renderedHash(index === 0 ? "case_001" : "case_rich")),
    );
    expect(together).toEqual(cases.map((index) => alone[index]));
  });

  test("after any other case, without glyphs of that report", async () => {
    const before = await renderReport(
      smallSource({ manifest: { title: "Robustness evaluation" } }),
    );
    await renderReport(smallSource({ manifest: { title: "Café Müller, достоверность" } }));
    const after = await renderReport(smallSource({ manifest: { title: "Robustness evaluation" } }));
    expect(sha256(after)).toBe(sha256(before));
    expect((await readPdf(after)).text).toContain("Robustness evaluation");
  });

  test("in another process, from a bundle, with another locale and time zone", async () => {
    const folder = await mkdtemp(join(tmpdir(), "clarity-bundle-"));
    try {
      const hashes = await hashesFromBundle(folder);
      expect(hashes).toEqual(await Promise.all(DEMO_CASES.map(renderedHash)));
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

/** Bundles the renderer as it is deployed and renders every demo case in a separate process. */
async function hashesFromBundle(folder: string): Promise<unknown> {
  const renderer = join(folder, "renderer.cjs");
  await build({
    entryPoints: [new URL("../../lib/report/render.ts", import.meta.url).pathname],
    bundle: true,
    minify: true,
    platform: "node",
    target: "node20.19",
    format: "cjs",
    alias: { ...PDFKIT_ALIAS },
    define: { ...PDFKIT_COMMONJS_DEFINE },
    loader: FONT_LOADERS,
    outfile: renderer,
  });
  const sources = join(folder, "sources.json");
  await writeFile(sources, JSON.stringify(DEMO_CASES.map((caseId) => demoSource(caseId))));
  const script = `
    const { renderReport } = require(${JSON.stringify(renderer)});
    const sha256 = (bytes) => require("node:crypto").createHash("sha256").update(bytes).digest("hex");
    Promise.all(require(${JSON.stringify(sources)}).map(renderReport))
      .then((reports) => console.log(JSON.stringify(reports.map(sha256))));`;
  const env = { ...process.env, LC_ALL: "sv_SE.UTF-8", TZ: "Asia/Tokyo", NODE_OPTIONS: "" };
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", script], { env });
  return JSON.parse(stdout);
}

test("another case has different bytes and a different document id", async () => {
  const [one, other] = await Promise.all([
    renderReport(smallSource({ metrics: { token_count: 1 } })),
    renderReport(smallSource({ metrics: { token_count: 2 } })),
  ]);
  expect(sha256(one)).not.toBe(sha256(other));
  expect((await readPdf(one)).fingerprint).not.toBe((await readPdf(other)).fingerprint);
});

test("the renderer uses pdfkit's browser build, which compresses with fflate and not with Node's zlib", () => {
  expect(new PdfKit({ font: "" })).not.toBeInstanceOf(Readable);
});
