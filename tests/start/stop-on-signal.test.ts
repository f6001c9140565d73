import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { stopOnSignal } from "../../lib/commands/start/server.ts";

/** Ends with an exit code for each signal that it can handle. SIGKILL leaves it no time for that. */
const SERVER = `
  process.on("SIGTERM", () => process.exit(7));
  process.on("SIGINT", () => process.exit(8));
  setInterval(() => undefined, 1_000);
  console.log("ready");
`;

/** The listener that is added to this process, which must not get the signal itself. */
function addedListener(
  signal: NodeJS.Signals,
  server: ChildProcess,
): (signal: NodeJS.Signals) => void {
  const before = new Set(process.listeners(signal));
  stopOnSignal(server);
  const added = process.listeners(signal).find((listener) => !before.has(listener));
  if (added === undefined) throw new Error(`no listener for ${signal} was added`);
  return added;
}

test.each([
  ["SIGTERM", 7],
  ["SIGINT", 8],
] as const)(
  "%s reaches the server, which finishes its work before it ends",
  async (signal, code) => {
    const server = spawn(process.execPath, ["--eval", SERVER], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => void server.kill("SIGKILL"));
    await once(server.stdout, "data");
    const ended = once(server, "exit");
    const known = (["SIGTERM", "SIGINT"] as const).map(
      (name) => [name, process.listeners(name)] as const,
    );
    addedListener(signal, server)(signal);
    for (const [name, listeners] of known) {
      for (const listener of process.listeners(name)) {
        if (!listeners.includes(listener)) process.off(name, listener);
      }
    }
    expect(await ended).toEqual([code, null]);
  },
);
