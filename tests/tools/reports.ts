import { mkdtempSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import type { LambdaHandler } from "../../lib/http/lambda.ts";
import { checkedHandler } from "../openapi/checked.ts";

export const DEMO_CASES = ["case_001", "case_large", "case_rich", "case_sparse"] as const;

/** Renders every demo case through the built function; the paths of the reports, by case id. */
export async function renderDemoReports(): Promise<ReadonlyMap<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), "reports-"));
  process.env["CLARITY_CACHE_DIR"] = join(folder, "cache");
  process.env["LOG_LEVEL"] = "error";
  const bundle: { handler: LambdaHandler } = createRequire(import.meta.url)(
    join(inject("builtService"), "dist/report/handler.cjs"),
  );
  const handler = checkedHandler(bundle.handler);
  const paths = new Map<string, string>();
  for (const caseId of DEMO_CASES) {
    const path = join(folder, `${caseId}.pdf`);
    writeFileSync(path, await bodyOf(await handler(generateEvent(caseId))));
    paths.set(caseId, path);
  }
  return paths;
}

function generateEvent(caseId: string) {
  return {
    rawPath: "/report/generate",
    requestContext: { http: { method: "POST" } },
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ case_id: caseId }),
  };
}

async function bodyOf(result: Awaited<ReturnType<LambdaHandler>>): Promise<Buffer> {
  if (result.statusCode !== 200) throw new Error(`expected 200, found ${result.statusCode}`);
  return await Promise.resolve(Buffer.from(result.body ?? "", "base64"));
}
