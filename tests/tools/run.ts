import { execFileSync } from "node:child_process";

/** What a tool prints. Throws when it fails. */
export function run(tool: string, ...args: string[]): string {
  return execFileSync(tool, args, { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
}
