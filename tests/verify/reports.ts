import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import { digest } from "../../lib/case/digest.ts";
import { ARTIFACTS, fileOf } from "../../lib/case/schemas.ts";
import { renderReport } from "../../lib/report/render.ts";
import type { ReportSource } from "../../lib/report/source.ts";
import { reportSource } from "../../lib/service/case-tasks.ts";
import { renderAttached } from "../../lib/service/verify/render-attached.ts";
import { toolsInThread } from "../../lib/service/verify/verify-threads.ts";
import type { VerifyTools } from "../../lib/service/verify/verification.ts";

const ROOT = "functions/demo/artifacts";

export interface Genuine {
  readonly caseId: string;
  readonly source: ReportSource;
  readonly pdf: Uint8Array;
}

/** The report of a demo case, rendered as the service does. */
export async function genuineReport(caseId: string): Promise<Genuine> {
  const files = ARTIFACTS.flatMap((name) => {
    const file = fileOf(name);
    try {
      return [{ name, file, body: readFileSync(join(ROOT, caseId, file)) }];
    } catch {
      return [];
    }
  });
  const checksums = readFileSync(join(ROOT, caseId, "checksums.json"));
  const source = reportSource({ caseId, ...digest({ caseId, files, checksums }) });
  return { caseId, source, pdf: await renderReport(source) };
}

/** The report of a case with a Chinese title. */
export async function eastAsianReport(): Promise<Genuine> {
  const caseId = "case_chinese";
  const manifest = { case_id: caseId, title: "胸部X线" };
  const files = [{ name: "manifest", file: "manifest.json", body: bytesOf(manifest) }] as const;
  const source = reportSource({ caseId, ...digest({ caseId, files }) });
  return { caseId, source, pdf: await renderReport(source) };
}

function bytesOf(value: object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

function verifierScript(): string {
  return join(inject("builtService"), "dist/commands/verifier.cjs");
}

/** The build that the thread's script is of. */
export function buildOfVerifier(): string {
  const script = readFileSync(verifierScript(), "utf8");
  return /workerData[^"]{0,20}"([0-9a-f]{64})"/.exec(script)?.[1] ?? "";
}

/** The built reader in its thread. The renderer keeps what it rendered: most mutations have the same attachments. */
export function builtTools(): VerifyTools {
  const { read } = toolsInThread({ script: verifierScript(), build: buildOfVerifier() });
  const kept = new Map<string, ReturnType<VerifyTools["render"]>>();
  return {
    read,
    render: async (texts, content) => {
      const key = JSON.stringify(content);
      const rendered = kept.get(key) ?? renderAttached(texts, content, renderReport);
      kept.set(key, rendered);
      return await rendered;
    },
  };
}
