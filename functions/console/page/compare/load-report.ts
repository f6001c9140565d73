import * as v from "valibot";
import { KEY_FILE } from "../../../../lib/case/key-file.ts";
import { RECORD_STATES } from "../../../../lib/case/record.ts";
import { ARTIFACTS, fileOf } from "../../../../lib/case/schemas.ts";
import type { Client } from "../api/client.ts";
import { nonsense } from "../api/problem.ts";
import { readAs } from "../api/read.ts";
import { type LoadedSide, loadedSide } from "./compared.ts";

/** The parts of `key.json` that are compared. */
const readKey = readAs(
  v.object({
    record: v.union([
      v.picklist(["none", "unreadable"]),
      v.record(v.picklist(ARTIFACTS), v.picklist(RECORD_STATES)),
    ]),
    report: v.string(),
  }),
);

/**
 * A case as it was when its report was rendered: the artifacts that are attached to the PDF.
 * @throws ApiProblem if there is no such report, or if nothing is attached to it
 */
export async function loadReport(
  client: Client,
  cacheKey: string,
  signal: AbortSignal,
): Promise<LoadedSide> {
  const [{ blob }, { readPdf }] = await Promise.all([
    client.storedReport(cacheKey, signal),
    import("../../../../lib/service/verify/pdf-reader.ts"),
  ]);
  const read = await readPdf(new Uint8Array(await blob.arrayBuffer()));
  if (!read.done) throw nonsense(read.reason);
  const texts = new Map(
    read.value.attachments.map(({ file, bytes }) => [file, new TextDecoder().decode(bytes)]),
  );
  const key = texts.get(KEY_FILE);
  if (key === undefined) {
    throw nonsense(
      `The report has no attachment ${KEY_FILE}: a version of the service before 3 made it. It cannot be compared.`,
    );
  }
  const { record, report: reportVersion } = readKey(JSON.parse(key));
  const raw = Object.fromEntries(
    ARTIFACTS.flatMap((name) => {
      const text = texts.get(fileOf(name));
      return text === undefined ? [] : [[name, JSON.parse(text) as unknown]];
    }),
  );
  return loadedSide({
    compared: { kind: "report", cacheKey },
    key: cacheKey,
    raw,
    record,
    reportVersion,
    failed: [],
  });
}
