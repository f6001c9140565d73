import * as v from "valibot";
import { type ArtifactName, CaseIdSchema } from "../../../../lib/case/schemas.ts";
import { unlessRemoved, type FailedArtifact } from "../case/artifact-loadings.ts";
import { recordIn } from "../case/record-model.ts";
import type { Client } from "../api/client.ts";
import { asProblem } from "../api/problem.ts";
import { readAs } from "../api/read.ts";
import { type LoadedSide, loadedSide } from "./compared.ts";

/** The artifact as JSON: a schema would make null and absent the same, which are different to the key. */
const readRaw = readAs(v.object({ case_id: CaseIdSchema, data: v.unknown() }));

/** A case as it is now, with its key unless it was edited meanwhile. An artifact that cannot be read leaves the others. @throws ApiProblem */
export async function loadCase(
  client: Client,
  caseId: string,
  signal: AbortSignal,
): Promise<LoadedSide> {
  const [before, about, verification] = await Promise.all([
    keyOf(client, caseId, signal),
    client.case(caseId, signal),
    client.verification(caseId, signal),
  ]);
  const names = about.artifacts;
  const raw: Partial<Record<ArtifactName, unknown>> = {};
  const failed: FailedArtifact[] = [];
  const load = async (name: ArtifactName): Promise<void> => {
    const path = `demo/cases/${encodeURIComponent(caseId)}/${name}`;
    try {
      const found = await unlessRemoved(async () => await client.get(path, readRaw, signal));
      if (found !== undefined) raw[name] = found.data;
    } catch (thrown) {
      signal.throwIfAborted();
      failed.push({ name, problem: asProblem(thrown) });
    }
  };
  await Promise.all(names.map(load));
  const after = await keyOf(client, caseId, signal);
  return loadedSide({
    compared: { kind: "case", caseId },
    key: before === after ? after : undefined,
    raw,
    record: recordIn(verification, names),
    reportVersion: undefined,
    failed,
  });
}

/** Undefined of a case that cannot be reported: it has no key, and the comparison does without. */
async function keyOf(
  client: Client,
  caseId: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    return (await client.reportStatus(caseId, signal)).cache_key;
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}
