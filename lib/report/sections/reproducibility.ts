import { KEY_FILE } from "../../case/key-file.ts";
import type { Flow } from "../layout/flow.ts";
import { TYPE } from "../layout/measures.ts";
import { REPORT_VERSION } from "../version.ts";

/** What the report was made of, and that it can be made again. The last page has the hashes. */
export function drawReproducibility(flow: Flow): void {
  flow.section("Reproducibility", 4 * TYPE.body.leading);
  flow.paragraph(
    `Attached to this PDF are ${KEY_FILE} and the canonical JSON (RFC 8785) of every artifact, whole. ${KEY_FILE} ` +
      "names the hash of each artifact, what the evaluation’s own checksums say about it, and the report version, " +
      `which is ${REPORT_VERSION}. The same attachments give the same PDF, byte for byte: “clarity verify report.pdf”, ` +
      "a command of the report service, renders them again and compares. The section “Verification” on the last page " +
      "has the hashes and the commands that print them.",
  );
}
