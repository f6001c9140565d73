import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { LambdaRuntime, type RuntimeProcess } from "../servers/lambda-runtime.ts";

/** The version that the functions are deployed on. */
const NODE = resolve(`tests/runtimes/node_modules/node-24-${process.arch}/bin/node`);
/** Ends its child when this process is gone, however it ended, because nothing else would kill a stopped process. */
const TIED = "/usr/bin/setpriv";
const CLIENT = resolve("tests/packaged/node_modules/aws-lambda-ric/index.mjs");

interface RuntimeOptions {
  /** The unpacked package. */
  readonly folder: string;
  readonly handler: string;
  readonly memoryMb: number;
  readonly settings: Readonly<Record<string, string>>;
}

export interface StartedRuntime {
  readonly runtime: LambdaRuntime;
  /** The output of the process so far. */
  readonly output: () => string;
}

/** Starts a package as Lambda does: with its runtime client, which loads the handler and asks for events. */
export async function startRuntime(options: RuntimeOptions): Promise<StartedRuntime> {
  const { folder, settings } = options;
  let output = "";
  const runtime = await LambdaRuntime.start((address) => {
    const child = spawn(TIED, ["--pdeathsig", "KILL", NODE, CLIENT], {
      cwd: folder,
      env: { ...platformEnvironment(options), ...settings, AWS_LAMBDA_RUNTIME_API: address },
      // A separate group: what Lambda does to a process, it does to all of a sandbox.
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout.on("data", (text) => (output += String(text)));
    child.stderr.on("data", (text) => (output += String(text)));
    return groupOf(child);
  });
  return { runtime, output: () => output };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
function platformEnvironment({ folder, handler, memoryMb }: RuntimeOptions) {
  return {
    _HANDLER: handler,
    LAMBDA_TASK_ROOT: folder,
    AWS_LAMBDA_FUNCTION_NAME: "packaged",
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    AWS_LAMBDA_LOG_GROUP_NAME: "/aws/lambda/packaged",
    AWS_LAMBDA_LOG_STREAM_NAME: "2026/11/22/[$LATEST]packaged",
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
    LANG: "en_US.UTF-8",
    TZ: ":UTC",
    PATH: "/usr/local/bin:/usr/bin:/bin",
  };
}

function groupOf(child: ChildProcess): RuntimeProcess {
  // When its output has been read to the end, too.
  const exited = once(child, "close").then(() => undefined);
  return {
    exited,
    signal: (name) => {
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, name);
      } catch (error) {
        const isGone = error instanceof Error && "code" in error && error.code === "ESRCH";
        if (!isGone) throw error;
      }
    },
  };
}
