import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { makeFolder, removeFolder } from "../store/temp-folder.ts";

const run = promisify(execFile);
const FOLDER = import.meta.dirname;
const MOST_MEGABYTES = 8_000;
/** Of the checker's output, which lists every statement of the model that was never reached. */
const MOST_OUTPUT = 64 * 1024 * 1024;

/** Names and values of the model's macros: `true` defines one without a value. */
export type Defines = Readonly<Record<string, number | true>>;

export interface Verdict {
  readonly states: number;
  /** The broken invariant, `DEADLOCK`, or undefined. */
  readonly broken: string | undefined;
}

/** Lets SPIN search every state of the model. Throws when the search could not be completed. */
export async function check(defines: Defines, signal?: AbortSignal): Promise<Verdict> {
  return await withChecker(defines, async (folder) => {
    const output = await search(folder, [], { signal });
    const states = Number(/(\d+) states, stored/.exec(output)?.[1]);
    return { states, broken: brokenIn(output) };
  });
}

/** How many events of each trace the model can follow, and how many each has. */
export async function follow(
  defines: Defines,
  traces: string,
  signal?: AbortSignal,
): Promise<{ followed: number; events: number }[]> {
  return await withChecker({ TRACE: true, ...defines }, async (folder) => {
    // Neither the ends of the search nor the invariants matter here.
    const output = await search(folder, ["-E", "-A"], { signal, env: { TRACES: traces } });
    return [...output.matchAll(/^trace \d+: (\d+) of (\d+)$/gm)].map(([, followed, events]) => {
      return { followed: Number(followed), events: Number(events) };
    });
  });
}

async function withChecker<T>(defines: Defines, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await makeFolder();
  try {
    const given = Object.entries(defines).map(([name, value]) => {
      return value === true ? `-D${name}` : `-D${name}=${value}`;
    });
    await run("spin", [...given, "-a", join(FOLDER, "protocol.pml")], { cwd: folder });
    const bounds = ["-DSAFETY", "-DCOLLAPSE", `-DMEMLIM=${MOST_MEGABYTES}`];
    const flags = ["-O1", "-w", ...bounds, `-I${FOLDER}`, "-o", "pan", "pan.c"];
    await run("gcc", flags, { cwd: folder });
    return await use(folder);
  } finally {
    await removeFolder(folder);
  }
}

interface SearchOptions {
  readonly signal: AbortSignal | undefined;
  readonly env?: Readonly<Record<string, string>>;
}

async function search(folder: string, flags: readonly string[], { signal, env }: SearchOptions) {
  const { stdout } = await run(join(folder, "pan"), ["-m1000000", ...flags], {
    cwd: folder,
    env: { ...process.env, ...env },
    maxBuffer: MOST_OUTPUT,
    ...(signal && { signal }),
  });
  const isComplete = !/out of memory|max search depth too small|Search not completed/.test(stdout);
  if (!isComplete && brokenIn(stdout) === undefined) {
    throw new Error(`SPIN did not complete the search:\n${stdout.slice(0, 2_000)}`);
  }
  return stdout;
}

/** The name stands last in the condition that was asserted: `assert(condition || NAME)`. */
function brokenIn(output: string): string | undefined {
  if (output.includes("invalid end state (at")) return "DEADLOCK";
  const [, condition] = /assertion violated (.*) \(at depth/.exec(output) ?? [];
  return condition && (/([A-Z_]+)\)*$/.exec(condition)?.[1] ?? condition);
}
