import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { Socket } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, expect, inject, onTestFinished, test } from "vitest";
import { linkRepository } from "../build-once.ts";
import { freePort, isFree } from "../servers/free-port.ts";
import { removeFolder } from "../store/temp-folder.ts";
import {
  killRunning,
  makeHome,
  settingsOf,
  startProcess,
  untilReady,
  type Home,
} from "./local-service.ts";
import { commandOf, isRunning, processTree, untilEnded } from "./process-tree.ts";

/** The documentation promises two seconds. An orphan never ends, so a busy machine may take longer. */
const ENDED_WITHIN_MS = 60_000;

let home: Home;

beforeEach(async () => {
  home = await makeHome();
});

afterEach(async () => {
  killRunning();
  await removeFolder(home.root);
});

/** A test that fails leaves no process behind. */
function killWhenFinished(pids: readonly number[]): void {
  onTestFinished(() => {
    for (const pid of pids.filter(isRunning)) process.kill(pid, "SIGKILL");
  });
}

/** Sends `kill -9` to this process alone. Resolves to how long it and all that it started took to end. */
async function msToEnd(pid: number, port: number): Promise<number> {
  const tree = processTree(pid);
  killWhenFinished(tree);
  process.kill(pid, "SIGKILL");
  const ms = await untilEnded(tree, ENDED_WITHIN_MS);
  // A server that was started just before the kill is not in the tree. It ends by itself.
  const isPortFree = async () => await isFree(port);
  await expect.poll(isPortFree, { timeout: ENDED_WITHIN_MS }).toBe(true);
  return ms;
}

test("kill -9 of the start script ends the server", async () => {
  const port = await freePort();
  const started = startProcess(settingsOf(home, port));
  await untilReady(started);
  expect(await msToEnd(started.pid, port)).toBeLessThan(ENDED_WITHIN_MS);
});

test("kill -9 at any moment of the start leaves no server behind", async () => {
  for (const afterMs of [300, 600, 900, 1_200, 1_500]) {
    const port = await freePort();
    const started = startProcess(settingsOf(home, port));
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    expect(await msToEnd(started.pid, port)).toBeLessThan(ENDED_WITHIN_MS);
  }
});

async function startWithNpm(port: number) {
  const checkout = join(home.root, "checkout");
  await mkdir(checkout);
  linkRepository(checkout);
  return startProcess(settingsOf(home, port), { command: ["npm", "start"], cwd: checkout });
}

test("kill -9 of npm ends the start script and the server", async () => {
  const port = await freePort();
  const started = await startWithNpm(port);
  await untilReady(started);
  expect(await msToEnd(started.pid, port)).toBeLessThan(ENDED_WITHIN_MS);
});

test("kill -9 of npm while it builds leaves no server behind", async () => {
  const port = await freePort();
  const { pid } = await startWithNpm(port);
  const builds = () =>
    processTree(pid).some((one) => commandOf(one).includes("functions/build.ts"));
  while (!builds()) await new Promise((resolve) => setTimeout(resolve, 20));
  // Its shell finishes the build, and then becomes the start.
  expect(await msToEnd(pid, port)).toBeLessThan(ENDED_WITHIN_MS);
});

test("a server with a busy main thread ends with its parent too", async () => {
  const block = join(home.root, "block.cjs");
  await writeFile(
    block,
    `if (require("node:worker_threads").isMainThread) setTimeout(() => {
      process.stdout.write("busy", () => { for (;;); });
    }, 500);`,
  );
  const args = ["--require", block, "dist/start/server.mjs", "127.0.0.1", String(await freePort())];
  const server = spawn(process.execPath, args, {
    cwd: inject("builtService"),
    stdio: ["ignore", "pipe", "ignore", "pipe"],
  });
  killWhenFinished([server.pid ?? 0]);
  const [, output, , pipe] = server.stdio;
  if (output === null || !(pipe instanceof Socket)) throw new Error("expected two pipes");
  // The server prints other lines first.
  for await (const text of output.setEncoding("utf8")) if (String(text).includes("busy")) break;
  pipe.destroy();
  expect(await once(server, "exit")).toEqual([null, "SIGKILL"]);
});
