import * as v from "valibot";
import { parse } from "yaml";
import { INSTALLS } from "./install-rules.ts";

/** A workflow: its path from the repository's root, and its text. */
export interface Workflow {
  readonly path: string;
  readonly text: string;
}

/** What workflows may call. */
export interface Repository {
  /** The names of the npm scripts. */
  readonly scripts: ReadonlySet<string>;
  /** The programs that packages bring. */
  readonly programs: ReadonlySet<string>;
  /** The files that can be run, by path. */
  readonly executables: ReadonlySet<string>;
}

const Text = v.union([v.string(), v.number(), v.boolean()]);
const PermissionsSchema = v.union([v.string(), v.record(v.string(), v.string())]);
const StepSchema = v.looseObject({
  uses: v.optional(v.string()),
  run: v.optional(v.string()),
  shell: v.optional(v.string()),
  if: v.optional(Text),
  with: v.optional(v.record(v.string(), Text), {}),
  env: v.optional(v.record(v.string(), Text), {}),
});
const JobSchema = v.looseObject({
  name: v.optional(v.string()),
  uses: v.optional(v.string()),
  if: v.optional(Text),
  needs: v.optional(v.union([v.string(), v.array(v.string())]), []),
  "runs-on": v.optional(v.string()),
  "timeout-minutes": v.optional(v.number()),
  permissions: v.optional(PermissionsSchema),
  strategy: v.optional(
    v.looseObject({
      matrix: v.looseObject({
        include: v.optional(v.array(v.record(v.string(), Text)), []),
      }),
    }),
  ),
  steps: v.optional(v.array(StepSchema), []),
});
const WorkflowSchema = v.looseObject({
  on: v.union([v.string(), v.array(v.string()), v.record(v.string(), v.unknown())]),
  permissions: v.optional(PermissionsSchema),
  concurrency: v.optional(v.looseObject({ group: v.string() })),
  defaults: v.optional(v.looseObject({ run: v.looseObject({ shell: v.optional(v.string()) }) })),
  jobs: v.record(v.string(), JobSchema),
});

type Parsed = v.InferOutput<typeof WorkflowSchema>;
export type Job = v.InferOutput<typeof JobSchema>;
type Step = v.InferOutput<typeof StepSchema>;

export function parseWorkflow({ path, text }: Workflow): Parsed {
  const parsed = v.safeParse(WorkflowSchema, parse(text));
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new Error(`${path}: ${v.getDotPath(issue) ?? "the file"}: ${issue.message}`);
}

const RUNNERS = new Set([
  "ubuntu-24.04",
  "ubuntu-24.04-arm",
  "${{ matrix.runner || 'ubuntu-24.04' }}",
]);
const MAX_MINUTES = 60;
/** The only rights to write that any job has. */
const MAY_WRITE = new Set([
  ".github/workflows/codeql.yml analyse security-events",
  ".github/workflows/deploy.yml deploy id-token",
]);
/** Triggers that run with the rights of the repository on a stranger's input. */
const FORBIDDEN_TRIGGERS = ["pull_request_target", "workflow_run", "issue_comment"];

/** Programs of others that no commit id names, secrets, and another shell than the one that fails in pipes. */
const FORBIDDEN_IN_JOBS = ["container", "services", "secrets", "defaults"];

/** Every breach of the rules for any workflow, one sentence each, with what to do. */
export function workflowBreaches(workflow: Workflow, repository: Repository): string[] {
  const parsed = parseWorkflow(workflow);
  const found = [
    ...textBreaches(workflow.text),
    ...pinBreaches(workflow.text, Object.values(parsed.jobs)),
    ...topBreaches(parsed),
    ...Object.entries(parsed.jobs).flatMap(([id, job]) =>
      jobBreaches(workflow.path, id, job, repository).map((breach) => `job ${id}: ${breach}`),
    ),
  ];
  return found.map((breach) => `${workflow.path}: ${breach}`);
}

const PINNED = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/;
const OUR_WORKFLOW = /^\.\/\.github\/workflows\/[\w-]+\.yml$/;
const WITH_RELEASE = /^\s*(?:- )?uses: (\S+) # v\d+\.\d+\.\d+$/gm;

function times(all: readonly unknown[], wanted: string): number {
  return all.filter((one) => one === wanted).length;
}

/** Actions and workflows of others: only those that the parser finds run, however they are written. */
function pinBreaches(text: string, jobs: readonly Job[]): string[] {
  const steps = jobs.flatMap((job) => job.steps);
  const called = jobs.filter(({ uses = "" }) => !OUR_WORKFLOW.test(uses));
  const used = [...steps, ...called].flatMap(({ uses }) => uses ?? []);
  const commented = [...text.matchAll(WITH_RELEASE)].map(([, uses]) => uses);
  return used
    .filter((uses) => !PINNED.test(uses) || times(commented, uses) !== times(used, uses))
    .map((uses) => `${uses}: pin it to a full commit id, with its release after it: # v1.2.3`);
}

/** Wherever it stands. */
function textBreaches(text: string): string[] {
  return text
    .split("\n")
    .filter((line) => line.includes("continue-on-error"))
    .map((line) => `"${line.trim()}" hides a failure: take it out`);
}

function topBreaches({ on, permissions, concurrency, defaults }: Parsed): string[] {
  const triggers = typeof on === "string" ? [on] : Array.isArray(on) ? on : Object.keys(on);
  const readOnly = JSON.stringify(permissions) === '{"contents":"read"}';
  return [
    ...FORBIDDEN_TRIGGERS.filter((trigger) => triggers.includes(trigger)).map(
      (trigger) => `runs on ${trigger}: use pull_request, which has no rights`,
    ),
    ...(readOnly ? [] : ["say `permissions: contents: read` at the top; a job may ask for more"]),
    ...(concurrency === undefined ? ["name a concurrency group"] : []),
    ...(defaults?.run.shell === "bash"
      ? []
      : ["say `defaults: run: shell: bash`, which fails in pipes"]),
  ];
}

function jobBreaches(path: string, id: string, job: Job, repository: Repository): string[] {
  const minutes = job["timeout-minutes"];
  const isCall = job.uses !== undefined;
  const { permissions = {} } = job;
  const rights =
    typeof permissions === "string" ? [["all", permissions]] : Object.entries(permissions);
  const written = rights.filter(([, right]) => right !== "read" && right !== "none");
  return [
    ...FORBIDDEN_IN_JOBS.filter((key) => key in job).map(
      (key) => `has ${key}: take it out, and run on the fixed image alone`,
    ),
    ...job.steps.flatMap((step) => stepBreaches(step, repository)),
    ...(isCall || (minutes !== undefined && minutes <= MAX_MINUTES)
      ? []
      : [`give it timeout-minutes, ${MAX_MINUTES} at most`]),
    ...(isCall || RUNNERS.has(job["runs-on"] ?? "")
      ? []
      : [`runs on ${job["runs-on"]}: name a fixed image`]),
    ...written
      .filter(([right = ""]) => !MAY_WRITE.has(`${path} ${id} ${right}`))
      .map(([right = ""]) => `may write ${right}: take the right away, or add it to MAY_WRITE`),
  ];
}

function stepBreaches(
  { uses = "", run = "", with: settings, shell }: Step,
  repository: Repository,
): string[] {
  const caches =
    uses.startsWith("actions/setup-node@") &&
    (settings["package-manager-cache"] !== false || "cache" in settings);
  const keeps = uses.startsWith("actions/checkout@") && settings["persist-credentials"] !== false;
  return [
    ...(keeps ? ["actions/checkout: say `persist-credentials: false`"] : []),
    ...(caches ? ["actions/setup-node: say `package-manager-cache: false`, and no `cache`"] : []),
    ...(run.includes("||") ? [`"${run.trim()}" hides a failure: take || out`] : []),
    ...(shell === undefined ? [] : [`"${run.trim()}" sets its own shell: remove it`]),
    ...(run.includes("${{")
      ? [`"${run.trim()}": pass the expression in env, and use "$NAME"`]
      : []),
    ...commandBreaches(run, repository),
  ];
}

function commandBreaches(run: string, { scripts, programs, executables }: Repository): string[] {
  const words = (pattern: RegExp) => [...run.matchAll(pattern)].map(([, word = ""]) => word);
  return [
    ...words(/\bnpm run (?:--silent )?([\w:-]+)/g)
      .filter((name) => !scripts.has(name))
      .map((name) => `npm run ${name}: there is no such script in package.json`),
    ...words(/\bnpx ([\w-]+)/g)
      .filter((name) => !programs.has(name))
      .map((name) => `npx ${name}: no package of package.json brings it`),
    ...words(/(?:^|\s)\.?\/?(\.ci\/[\w-]+)/gm)
      .filter((path) => !executables.has(path))
      .map((path) => `${path}: there is no such file that can be run`),
    ...(INSTALLS.test(run)
      ? [`"${run.trim()}": use npm ci, which installs exactly what the lockfile says`]
      : []),
  ];
}
