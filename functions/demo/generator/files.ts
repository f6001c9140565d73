import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { DemoCase } from "./cases/demo-case.ts";
import { DEMO_CASES } from "./cases/index.ts";
import { jsonText } from "./json.ts";

/** Writes `<folder>/<case_id>/` for every demo case: the four artifacts and their checksums. */
export async function writeDemoCases(folder: string): Promise<void> {
  for (const demoCase of DEMO_CASES) {
    const caseFolder = join(folder, demoCase.case_id);
    await mkdir(caseFolder, { recursive: true });
    for (const [name, text] of Object.entries(filesOf(demoCase))) {
      await writeFile(join(caseFolder, name), text);
    }
  }
}

function filesOf({ artifacts, evaluated_at }: DemoCase): Readonly<Record<string, string>> {
  const texts = Object.fromEntries(
    Object.entries(artifacts).map(([name, artifact]) => [`${name}.json`, jsonText(artifact)]),
  );
  const files = Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, checksum(text)]),
  );
  const checksums = jsonText({ algorithm: "SHA256", generated_at: evaluated_at, files });
  return { ...texts, "checksums.json": checksums };
}

/**
 * SHA-256 in upper-case hex, as CLARITY writes it and unlike the service's own hashes: who compares
 * the two must not depend on the case. The text has no CRLF, so there is none to read as LF.
 */
function checksum(text: string): string {
  return createHash("sha256").update(text).digest("hex").toUpperCase();
}
