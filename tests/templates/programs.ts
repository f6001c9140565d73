import { execFile } from "node:child_process";
import { resolve } from "node:path";

const INSTALLED = resolve("tests/templates/node_modules");

export const CFN_LINT = `${INSTALLED}/python/bin/cfn-lint`;
export const ZIZMOR = `${INSTALLED}/python/bin/zizmor`;
export const ACTIONLINT = `${INSTALLED}/actionlint`;

/** Runs a program of `install.sh`; throws when it is not there. */
export async function run(
  program: string,
  args: readonly string[],
): Promise<{ exitCode: number; output: string }> {
  return await new Promise((done, fail) => {
    execFile(program, args, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : error.code;
      if (typeof exitCode !== "number") fail(error ?? new Error(`${program}: no exit code`));
      else done({ exitCode, output: `${stdout}${stderr}` });
    });
  });
}
