import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { DemoCase } from "./cases/demo-case.ts";
import { DEMO_CASES } from "./cases/index.ts";
import { jsonText } from "./json.ts";

/** Writes `<folder>/<case_id>/` for every demo case: its artifacts, their checksums and what lies beside. */
export async function writeDemoCases(folder: string): Promise<void> {
  for (const demoCase of DEMO_CASES) {
    for (const [name, text] of Object.entries(filesOf(demoCase))) {
      const path = join(folder, demoCase.case_id, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    }
  }
}

function filesOf(demoCase: DemoCase): Readonly<Record<string, string>> {
  const { artifacts, beside = {}, checksummed_at, folder } = demoCase;
  const inFolder = (name: string): string => (folder === undefined ? name : `${folder}/${name}`);
  const texts = textsOf(artifacts, (name) => inFolder(`${name}.json`));
  const others = textsOf(beside, (name) => name);
  if (checksummed_at === undefined) return { ...texts, ...others };
  const files = Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, checksum(text)]),
  );
  const checksums = jsonText({ algorithm: "SHA256", generated_at: checksummed_at, files });
  return { ...texts, ...others, "checksums.json": checksums };
}

function textsOf(
  values: DemoCase["artifacts"],
  nameOf: (name: string) => string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [nameOf(name), jsonText(value)]),
  );
}

/**
 * SHA-256 in upper-case hex, as CLARITY writes it and unlike the service's own hashes: who compares
 * the two must not depend on the case. The text has no CRLF, so nothing has to be read as LF.
 */
function checksum(text: string): string {
  return createHash("sha256").update(text).digest("hex").toUpperCase();
}
