import { ARTIFACT_LABELS } from "../model/artifact-labels.ts";
import type { Flow } from "../layout/flow.ts";
import { TYPE } from "../layout/measures.ts";
import { drawTable } from "../layout/table.ts";
import type { ReportModel } from "../model/model.ts";
import { REPORT_VERSION } from "../version.ts";

/** The section in full: whoever checks a report wants it on one page. */
const KEPT_TOGETHER = 240;

/** Every hash that the report's identity rests on, and how to check them. */
export function drawReproducibility(flow: Flow, { hashes, cacheKey }: ReportModel): void {
  flow.section("Reproducibility", KEPT_TOGETHER);
  flow.paragraph(
    "The report is a function of the four artifacts below and of the report version, and of nothing " +
      "else: the same case gives the same bytes.",
  );
  drawTable(flow, {
    caption: "SHA-256 of each artifact's canonical JSON, the cache key and the report version.",
    columns: [
      { head: "Item", weight: 1, align: "left" },
      { head: "Value", weight: 2.6, align: "left", style: TYPE.cellMono },
    ],
    rows: [
      ...ARTIFACT_LABELS.map(({ name, file }) => [file, hashes[name]]),
      ["Cache key", cacheKey],
      ["REPORT_VERSION", REPORT_VERSION],
    ],
  });
  flow.paragraph(
    "To check: write an artifact as canonical JSON (RFC 8785) with every non-integer number rounded to " +
      "8 decimals and −0 written as 0, and take the SHA-256 of its UTF-8 bytes: it is the value above. " +
      "The cache key is the SHA-256 of the canonical JSON of an object with the member “artifacts”, " +
      "which maps manifest, metrics, overlay_bundle and robustness_surface to these values, and the " +
      "member “report”, which is the report version as a string.",
  );
}
