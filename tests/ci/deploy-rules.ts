import { isDeepStrictEqual } from "node:util";
import { parseWorkflow, type Workflow } from "./workflow-rules.ts";

const GREEN_FIRST = "let the job deploy wait until ci.yml is green on the same commit";

/** Every way in which deploy.yml could deploy without permission, one sentence each, with what to do. */
export function deployBreaches(workflow: Workflow): string[] {
  const { on, jobs, concurrency } = parseWorkflow(workflow);
  const { ci, deploy } = jobs;
  const conditions = [ci, deploy, ...(deploy?.steps ?? [])].flatMap((one) => one?.if ?? []);
  const rules: readonly (readonly [kept: boolean, breach: string])[] = [
    [Object.keys(on).join() === "workflow_dispatch", "run it by hand only: workflow_dispatch"],
    [Object.keys(jobs).join() === "ci,deploy", "have the jobs ci and deploy, and no other"],
    [ci?.uses === "./.github/workflows/ci.yml", GREEN_FIRST],
    [deploy?.needs === "ci", GREEN_FIRST],
    // A condition takes the place of "if all that is needed has succeeded".
    [conditions.length === 0, `${GREEN_FIRST}, without a condition: ${conditions.join()}`],
    [
      deploy?.["environment"] === "${{ inputs.stage }}",
      "let the stage's environment say who may deploy it",
    ],
    [
      isDeepStrictEqual(
        { ...concurrency },
        { group: "deploy-${{ inputs.stage }}", "cancel-in-progress": false },
      ),
      "deploy one at a time, and never end it half-way",
    ],
  ];
  return rules.filter(([kept]) => !kept).map(([, breach]) => `${workflow.path}: ${breach}`);
}
