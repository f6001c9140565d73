import { ARTIFACT_LABELS } from "../model/artifact-labels.ts";
import type { Flow } from "../layout/flow.ts";
import { TYPE } from "../layout/measures.ts";
import { drawTable } from "../layout/table.ts";
import { CANONICAL_SCRIPT, HASH_COMMANDS } from "../model/check-commands.ts";
import type { ReportModel } from "../model/model.ts";
import { REPORT_VERSION } from "../version.ts";

/** The section in full: whoever checks a report wants it on one page. */
const KEPT_TOGETHER = 384;

/** Every hash that the report's identity rests on, and how to check them. */
export function drawReproducibility(flow: Flow, { hashes, cacheKey }: ReportModel): void {
  flow.section("Reproducibility", KEPT_TOGETHER);
  flow.paragraph(
    // One line: what a matrix over 64 KB is replaced by, its attachment says itself.
    "The same artifacts and report version give the same bytes. The artifacts are attached to this PDF.",
  );
  drawTable(flow, {
    caption: "SHA-256 of each artifact’s canonical JSON, the cache key and the report version.",
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
  drawChecks(flow);
}

function drawChecks(flow: Flow): void {
  flow.subsection("To check them", 120);
  flow.paragraph(
    "Canonical JSON is that of RFC 8785: keys sorted, no white space, numbers written as JavaScript writes " +
      "them. Any implementation of RFC 8785 gets the same text. So do these lines, saved as canonical.cjs:",
  );
  flow.code(CANONICAL_SCRIPT);
  flow.paragraph(
    "In the folder of the case, this prints the hashes of the four artifacts, then the cache key:",
  );
  flow.code(HASH_COMMANDS);
  flow.paragraph(
    "“jq -jcS . FILE | sha256sum” agrees where no number has over 15 digits or is within 0.0001 of 0. " +
      "In this service, “npm run hash -- FOLDER” prints these, “npm run report -- FOLDER” the report’s own.",
  );
}
