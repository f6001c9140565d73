import { ARTIFACT_LABELS } from "../model/artifact-labels.ts";
import type { Flow } from "../layout/flow.ts";
import { TYPE } from "../layout/measures.ts";
import { drawTable } from "../layout/table.ts";
import { hashCommands } from "../model/check-commands.ts";
import type { ReportModel } from "../model/model.ts";
import { REPORT_VERSION } from "../version.ts";

/** The section in full: whoever checks a report wants it on one page. */
const KEPT_TOGETHER = 384;

/** Every hash that the report's identity rests on, and how to check them. */
export function drawReproducibility(flow: Flow, { hashes, cacheKey }: ReportModel): void {
  const files = ARTIFACT_LABELS.flatMap(({ name, file }) => {
    const hash = hashes[name];
    return hash === undefined ? [] : [{ name, file, hash }];
  });
  flow.section("Reproducibility", KEPT_TOGETHER);
  flow.paragraph(
    "The same artifacts and report version give the same bytes. Attached to this PDF is the canonical JSON of " +
      "every artifact listed here, whole: what was hashed, byte for byte.",
  );
  drawTable(flow, {
    caption: "SHA-256 of each artifact’s canonical JSON, the cache key and the report version.",
    columns: [
      { head: "Item", weight: 1, align: "left" },
      { head: "Value", weight: 2.6, align: "left", style: TYPE.cellMono },
    ],
    rows: [
      ...files.map(({ file, hash }) => [file, hash]),
      ["Cache key", cacheKey],
      ["REPORT_VERSION", REPORT_VERSION],
    ],
  });
  drawChecks(
    flow,
    files.map(({ name }) => name),
  );
}

function drawChecks(flow: Flow, names: readonly string[]): void {
  flow.subsection("To check them", 120);
  flow.paragraph(
    "With pdfdetach (of Poppler) and sha256sum, in an empty folder, for this PDF as report.pdf: these lines " +
      "take the artifacts out of it and print their hashes in the order of their names, then the cache key.",
  );
  flow.code(hashCommands(names));
  flow.paragraph(
    "To compare with a case at hand: “npm run hash -- FOLDER” of this service prints the hashes and the key of " +
      "its files, “npm run report -- FOLDER” writes its report.",
  );
}
