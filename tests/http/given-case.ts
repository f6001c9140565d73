import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { readPdf, type ReadPdf } from "../report/read-pdf.ts";
import type { TestService } from "./test-service.ts";

/** The content of each file of a case, by its path in the case's folder: text, bytes, or a value as JSON. */
export type CaseContents = Readonly<Record<string, unknown>>;

export async function writeFiles(
  { artifactRoot }: TestService,
  caseId: string,
  contents: CaseContents,
): Promise<void> {
  for (const [name, content] of Object.entries(contents)) {
    const path = join(artifactRoot, caseId, name);
    await mkdir(dirname(path), { recursive: true });
    const isWritten = typeof content === "string" || content instanceof Uint8Array;
    await writeFile(path, isWritten ? content : JSON.stringify(content));
  }
}

interface GivenReport extends ReadPdf {
  readonly key: string;
  readonly bytes: Uint8Array;
}

/** The report that the service makes of a case with these files. */
export async function reportOf(
  service: TestService,
  caseId: string,
  contents: CaseContents,
): Promise<GivenReport> {
  await writeFiles(service, caseId, contents);
  const answer = await service.post(caseId);
  expect(answer.status).toBe(200);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return { ...(await readPdf(bytes)), bytes, key: answer.headers.get("x-cache-key") ?? "" };
}
