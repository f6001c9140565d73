import { checksOf } from "../case/checks/index.ts";
import type { OpenEastAsianFont } from "./fonts/east-asian.ts";
import { Flow } from "./layout/flow.ts";
import { buildModel } from "./model/model.ts";
import { Canvas } from "./pdf/canvas.ts";
import { attach } from "./pdf/attach.ts";
import { documentBytes, openDocument, openFaces } from "./pdf/document.ts";
import { openEastAsianFonts } from "./pdf/east-asian-fonts.ts";
import { drawAppendix } from "./sections/appendix.ts";
import { drawChecks } from "./sections/checks.ts";
import { drawContents, reserveContents } from "./sections/contents.ts";
import { drawCover } from "./sections/cover.ts";
import { drawEvidence } from "./sections/evidence.ts";
import { drawGlossary } from "./sections/glossary.ts";
import { drawMetrics } from "./sections/metrics.ts";
import { drawProbes } from "./sections/probes.ts";
import { drawReproducibility } from "./sections/reproducibility.ts";
import { drawRunningHeads } from "./sections/running-head.ts";
import { drawSampling } from "./sections/sampling.ts";
import { drawSurface } from "./sections/surface.ts";
import { drawSweep } from "./sections/sweep.ts";
import { drawVerification } from "./sections/verification.ts";
import type { ReportSource } from "./source.ts";

/** The sections after the cover, in reading order. A part that the case lacks has no section. */
const SECTIONS = [
  drawChecks,
  drawMetrics,
  drawSurface,
  drawEvidence,
  drawProbes,
  drawSampling,
  drawSweep,
  drawGlossary,
  drawReproducibility,
  drawAppendix,
  drawVerification,
] as const;

/**
 * Draws the report of a case as PDF. Does not import Node's modules, so that a browser can run it too.
 *
 * @param openEastAsianFont is called for a report that has Chinese, Japanese or Korean characters
 */
export async function drawReport(
  source: ReportSource,
  openEastAsianFont: OpenEastAsianFont,
): Promise<Uint8Array> {
  const model = buildModel(source, checksOf(source.artifacts, source.record));
  const { id, name } = model.identity;
  const doc = openDocument({
    title: name,
    subject: id === undefined ? "CLARITY report" : `CLARITY report of case ${id}`,
    cacheKey: model.cacheKey,
    date: model.evaluated.instant,
  });
  const others = await openEastAsianFonts(
    doc,
    source.attachments.map(({ text }) => text),
    openEastAsianFont,
  );
  const canvas = new Canvas(doc, openFaces(doc, others));
  const flow = new Flow(canvas);
  drawCover(flow, model);
  const contents = reserveContents(flow);
  for (const drawSection of SECTIONS) drawSection(flow, model);
  drawContents(flow, contents);
  drawRunningHeads(canvas, model);
  attach(doc, source.attachments, model.evaluated.instant);
  return await documentBytes(doc, canvas);
}
