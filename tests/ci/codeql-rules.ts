import { isDeepStrictEqual } from "node:util";
import { triggersMissing } from "./trigger-rules.ts";
import { parseWorkflow, type Workflow } from "./workflow-rules.ts";

const LANGUAGES = ["javascript-typescript", "actions"];
/** The steps, and all that they are told: files left out and results not uploaded would be told here. */
const STEPS = [
  [
    "github/codeql-action/init",
    { languages: "${{ matrix.language }}", "build-mode": "none", queries: "security-extended" },
  ],
  ["github/codeql-action/analyze", { category: "/language:${{ matrix.language }}" }],
] as const;

/** What codeql.yml does not scan, one sentence each, with what to do. */
export function unscannedIn(workflow: Workflow): string[] {
  const { on, jobs } = parseWorkflow(workflow);
  const all = Object.values(jobs);
  const steps = all.flatMap((job) => job.steps);
  const matrix = { include: [], language: LANGUAGES };
  const found = [
    ...triggersMissing(on),
    ...(all.every(({ strategy }) => isDeepStrictEqual({ ...strategy?.matrix }, matrix))
      ? []
      : [`the matrix has to be the languages ${LANGUAGES.join(" and ")}, and nothing else`]),
    ...STEPS.filter(
      ([action, settings]) =>
        !steps.some(
          (step) =>
            step.uses?.startsWith(`${action}@`) === true && isDeepStrictEqual(step.with, settings),
        ),
    ).map(([action, settings]) => `no step uses ${action} with just ${JSON.stringify(settings)}`),
    ...[...all, ...steps]
      .filter((one) => one.if !== undefined)
      .map((one) => `something runs only if ${String(one.if)}: it has to run always`),
  ];
  return found.map((breach) => `${workflow.path}: ${breach}`);
}
