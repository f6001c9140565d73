import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import * as v from "valibot";
import { linkRepository } from "../build-once.ts";
import { makeFolder, removeFolder } from "../store/temp-folder.ts";
import { resolveIntrinsics, ResourcesSchema, type Resources } from "./template-intrinsics.ts";

export type Parameters = Readonly<Record<string, string>>;

const TemplateSchema = v.object({ Resources: ResourcesSchema });
const ParametersSchema = v.record(v.string(), v.string());
const DeclaredSchema = v.strictObject({ default: ParametersSchema, dev: ParametersSchema });
const FailureSchema = v.object({ stdout: v.string(), stderr: v.string() });

const FUNCTIONS = ["report", "demo", "console", "health"] as const;
const TEMPLATE = ".serverless/cloudformation-template-update-stack.json";

const run = promisify(execFile);
const packaged = new Map<string, Promise<Resources>>();

/**
 * The resources that a stage with these parameters is made of, as `serverless package` makes them, with
 * references replaced by what CloudFormation would put there. Each stage is packaged once a process.
 */
export async function resourcesOf(stage: string, parameters: Parameters = {}): Promise<Resources> {
  const args = argumentsOf(stage, parameters);
  const known = packaged.get(args.join(" "));
  if (known !== undefined) return await known;
  const resources = templateOf(stage, parameters).then((template) =>
    resolveIntrinsics(v.parse(TemplateSchema, JSON.parse(template)).Resources),
  );
  packaged.set(args.join(" "), resources);
  return await resources;
}

/** The text of the CloudFormation template that `serverless package` makes for a stage with these parameters. */
export async function templateOf(stage: string, parameters: Parameters = {}): Promise<string> {
  return await inService(async (folder) => {
    await serverless(folder, ["package", ...argumentsOf(stage, parameters)]);
    return await readFile(join(folder, TEMPLATE), "utf8");
  });
}

/** The output when this stage is refused; fails when it is not refused. */
export async function refusalOf(stage: string, parameters: Parameters): Promise<string> {
  return await inService(async (folder) => {
    const packaging = serverless(folder, ["package", ...argumentsOf(stage, parameters)]);
    const error: unknown = await packaging.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (error === undefined) throw new Error("expected a refusal, but the stage was packaged");
    const { stdout, stderr } = v.parse(FailureSchema, error);
    return stdout + stderr;
  });
}

/** The parameters that serverless.yml declares, with their defaults, and those of `dev` alone. */
export async function declaredParameters(): Promise<v.InferOutput<typeof DeclaredSchema>> {
  return await inService(async (folder) => {
    const printed = await serverless(folder, ["print", "--path", "params", "--format", "json"]);
    return v.parse(DeclaredSchema, JSON.parse(printed));
  });
}

function argumentsOf(stage: string, parameters: Parameters): string[] {
  const given = Object.entries(parameters).map(([name, value]) => `--param=${name}=${value}`);
  return ["--stage", stage, ...given];
}

/** Works in a folder like the repository, with bundles that are not looked into. */
async function inService<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await makeFolder();
  try {
    linkRepository(folder);
    for (const name of FUNCTIONS) {
      await mkdir(join(folder, "dist", name), { recursive: true });
      await writeFile(join(folder, "dist", name, "handler.cjs"), "");
    }
    return await work(folder);
  } finally {
    await removeFolder(folder);
  }
}

/** Without credentials, or a home that says anything. */
async function serverless(folder: string, args: readonly string[]): Promise<string> {
  const program = [process.execPath, "node_modules/serverless/bin/serverless.js"] as const;
  const env = { PATH: process.env["PATH"], HOME: folder };
  const { stdout } = await run(program[0], [program[1], ...args], { cwd: folder, env });
  return stdout;
}
