import { triggersMissing } from "./trigger-rules.ts";
import { parseWorkflow, type Job, type Workflow } from "./workflow-rules.ts";

/** The one check that branch protection asks for. */
const LAST_CHECK = "ci: everything";
/** The commands that some step of ci.yml has to run exactly, besides the suites. */
const COMMANDS = [
  "npm run --silent check",
  "npm run --silent audit -- production",
  "npm run --silent audit -- everything",
  ".ci/signatures",
  "npx vitest run tests/ci",
  "npm run --silent sbom",
];
const ACTIONS = ["actions/dependency-review-action", "actions/upload-artifact"];
const REVIEW = "actions/dependency-review-action@";
/** What dependency review fails on, at least. */
const SEVERITIES = new Set(["low", "moderate", "high"]);
/** Conditions that leave nothing out that has to run. */
const CONDITIONS = new Set(["${{ !cancelled() }}"]);
const ON_PULL_REQUESTS = "${{ !cancelled() && github.event_name == 'pull_request' }}";
/** Suites that have to run in more than one place, by what differs. */
const PLACES: readonly (readonly [string, string, string])[] = [
  ["test", "node", "20"],
  ["test", "node", "24"],
  ["determinism", "runner", ""],
  ["determinism", "runner", "ubuntu-24.04-arm"],
];

/** Missing commands of ci.yml, one sentence each, with what to do. */
export function missingIn(workflow: Workflow, suites: readonly string[]): string[] {
  const { on, jobs } = parseWorkflow(workflow);
  const all = Object.values(jobs);
  const found = [
    ...triggersMissing(on),
    ...(Object.keys(on).includes("workflow_call") ? [] : ["let deploy.yml call it: workflow_call"]),
    ...suitesMissing(all, suites),
    ...commandsMissing(all),
    ...reviewWeakened(all),
    ...conditionsTooNarrow(jobs),
    ...lastMissing(jobs),
  ];
  return found.map((breach) => `${workflow.path}: ${breach}`);
}

function suitesMissing(jobs: readonly Job[], suites: readonly string[]): string[] {
  const places = jobs
    .filter(({ steps }) => runsBoth(steps.map(({ run, env }) => ({ run, suite: env["SUITE"] }))))
    .flatMap(({ strategy }) => strategy?.matrix.include ?? []);
  const run = new Set(places.map(({ suite }) => suite));
  return [
    ...suites
      .filter((suite) => !run.has(suite))
      .map((suite) => `no job runs the suite ${suite}: add it to the matrix`),
    ...[...run]
      .filter((suite) => !suites.includes(String(suite)))
      .map((suite) => `the suite ${suite} is not in .ci/suites`),
    ...PLACES.filter(
      ([suite, key, value]) =>
        !places.some((place) => place["suite"] === suite && String(place[key] ?? "") === value),
    ).map(
      ([suite, key, value]) =>
        `the suite ${suite} has to run with ${key} ${value === "" ? "as usual" : value}, too`,
    ),
  ];
}

function runsBoth(steps: readonly { run: string | undefined; suite: unknown }[]): boolean {
  const scripts = ['.ci/install-tools "$SUITE"', "npm ci", '.ci/suite "$SUITE"'];
  const ofMatrix = steps.filter(({ suite }) => suite === "${{ matrix.suite }}");
  const order = steps.map(({ run }) => scripts.indexOf(run ?? "")).filter((index) => index >= 0);
  return ofMatrix.length === 2 && order.join() === "0,1,2";
}

function commandsMissing(jobs: readonly Job[]): string[] {
  const steps = jobs.flatMap((job) => job.steps);
  return [
    ...COMMANDS.filter((command) => !steps.some(({ run }) => run?.trim() === command)).map(
      (command) => `no step runs \`${command}\`: put it back`,
    ),
    ...ACTIONS.filter((action) => !steps.some(({ uses }) => uses?.startsWith(`${action}@`))).map(
      (action) => `no step uses ${action}: put it back`,
    ),
  ];
}

function reviewWeakened(jobs: readonly Job[]): string[] {
  return jobs
    .flatMap((job) => job.steps)
    .filter(({ uses }) => uses?.startsWith(REVIEW))
    .filter(
      ({ with: { "fail-on-severity": severity, ...more } }) =>
        !SEVERITIES.has(String(severity)) || Object.keys(more).length > 0,
    )
    .map(() => "dependency review has to say fail-on-severity: high (or less), and nothing else");
}

function conditionsTooNarrow(jobs: Readonly<Record<string, Job>>): string[] {
  const ofJobs = Object.entries(jobs)
    .filter(([, job]) => job.if !== undefined && job.name !== LAST_CHECK)
    .map(([id]) => `job ${id} has a condition: every job has to run`);
  const ofSteps = Object.values(jobs)
    .flatMap(({ steps }) => steps)
    .filter((step) => step.if !== undefined && !CONDITIONS.has(String(step.if)))
    .filter(
      ({ if: condition, uses = "" }) =>
        !(condition === ON_PULL_REQUESTS && uses.startsWith(REVIEW)),
    )
    .map((step) => `a step runs only if ${String(step.if)}: it has to run always`);
  return [...ofJobs, ...ofSteps];
}

function lastMissing(jobs: Readonly<Record<string, Job>>): string[] {
  const last = Object.entries(jobs).find(([, { name }]) => name === LAST_CHECK);
  if (last === undefined) return [`no job is named "${LAST_CHECK}": branch protection asks for it`];
  const [lastId, { needs, if: condition, steps }] = last;
  const left = Object.keys(jobs).filter((id) => id !== lastId && ![needs].flat().includes(id));
  const results = steps.some(({ env }) => env["RESULTS"] === "${{ join(needs.*.result, ' ') }}");
  return [
    ...left.map((id) => `"${LAST_CHECK}" does not need the job ${id}: add it`),
    ...(condition === "${{ always() }}"
      ? []
      : [`"${LAST_CHECK}" has to run always: a skipped check counts as passed`]),
    ...(results ? [] : [`"${LAST_CHECK}" does not look at the results of all that it needs`]),
  ];
}
