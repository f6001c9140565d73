/**
 * A process that reads the demo cases, renders them and prints the hashes. It is made plain JavaScript by
 * `rendering.ts`, so that any Node runs it; it renders with the built bundle.
 */
import { createRequire } from "node:module";
import { Cases } from "../../lib/case/cases.ts";
import { reportSource } from "../../lib/service/case-tasks.ts";
import type { RenderReport } from "../../lib/report/source.ts";
import { REPORT_VERSION } from "../../lib/report/version.ts";
import { CaseFolder } from "../../lib/store/file/case-folder.ts";
import { answerOf } from "./answer.ts";
import { SITUATIONS, type Case, type Render, type SituationName } from "./situations.ts";

/** The options of the process, as JSON in its only argument. */
export interface Task {
  readonly renderer: string;
  readonly artifactRoot: string;
  /** In the order to render them in. */
  readonly caseIds: readonly string[];
  readonly situation: SituationName;
}

const task: Task = JSON.parse(process.argv[2] ?? "");
const require = createRequire(__filename);

async function loadRenderer(): Promise<RenderReport> {
  delete require.cache[task.renderer];
  const loaded: { renderReport: RenderReport } = require(task.renderer);
  return await Promise.resolve(loaded.renderReport);
}

async function readCases(): Promise<Case[]> {
  const cases = new Cases(new CaseFolder(task.artifactRoot), REPORT_VERSION);
  return await Promise.all(
    task.caseIds.map(async (caseId) => ({
      caseId,
      source: reportSource(await cases.content(caseId)),
    })),
  );
}

async function renders(): Promise<Render[]> {
  return await SITUATIONS[task.situation](loadRenderer, await readCases());
}

renders().then(
  (all) => process.stdout.write(JSON.stringify(answerOf(all))),
  (error: unknown) => {
    throw error;
  },
);
