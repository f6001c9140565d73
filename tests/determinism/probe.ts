/**
 * A process that renders and tells the hashes. It is made plain JavaScript by `runtimes.ts`, so that any
 * Node runs it. `require` is Node's own: what it loads are the built bundles.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { LambdaHandler } from "../../lib/http/lambda.ts";
import type { RenderReport } from "../../lib/report-service.ts";
import { answerOf } from "./answer.ts";
import { sha256, SITUATIONS, type Case, type Render, type SituationName } from "./situations.ts";

/** What the process is told, as JSON in its only argument. */
export type Task =
  | {
      readonly renderer: string;
      /** A file with the cases, in the order to render them in. */
      readonly cases: string;
      /** The case to begin with. */
      readonly first: string;
      readonly situation: SituationName;
    }
  | { readonly handler: string; readonly caseIds: readonly string[] };

const task: Task = JSON.parse(process.argv[2] ?? "");
const require = createRequire(__filename);

async function rendersOf(rendering: Extract<Task, { renderer: string }>): Promise<Render[]> {
  const { renderer, situation } = rendering;
  const cases: Case[] = JSON.parse(readFileSync(rendering.cases, "utf8"));
  const begin = cases.findIndex(({ caseId }) => caseId === rendering.first);
  const load = async (): Promise<RenderReport> => {
    delete require.cache[renderer];
    const loaded: { renderReport: RenderReport } = require(renderer);
    return await Promise.resolve(loaded.renderReport);
  };
  return await SITUATIONS[situation](load, [...cases.slice(begin), ...cases.slice(0, begin)]);
}

/** All reports, asked of the built function at once. */
async function generated({ handler, caseIds }: Extract<Task, { handler: string }>) {
  const built: { handler: LambdaHandler } = require(handler);
  return await Promise.all(
    caseIds.map(async (caseId): Promise<Render> => {
      const { statusCode, body, headers } = await built.handler(
        {
          rawPath: "/report/generate",
          requestContext: { http: { method: "POST" } },
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ case_id: caseId }),
        },
        undefined,
      );
      if (statusCode !== 200 || headers?.["x-cache-hit"] !== "false") {
        throw new Error(`${caseId}: expected a new report, found ${statusCode} ${String(body)}`);
      }
      const bytes = Buffer.from(body ?? "", "base64");
      return { situation: "from the built function", caseId, sha256: sha256(bytes) };
    }),
  );
}

("handler" in task ? generated(task) : rendersOf(task)).then(
  // After whatever the function logged.
  (renders) => process.stdout.write(`\n${JSON.stringify(answerOf(renders))}\n`),
  (error: unknown) => {
    throw error;
  },
);
