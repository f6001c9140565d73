import { execFileSync } from "node:child_process";

/** The output of a tool. Throws when it fails. */
export function run(tool: string, ...args: string[]): string {
  return execFileSync(tool, args, { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
}
