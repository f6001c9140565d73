import { mkdir, readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { once } from "node:events";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { linkRepository } from "../build-once.ts";
import { storedIn } from "../http/test-service.ts";
import { fetchChecked } from "../openapi/checked.ts";
import { removeFolder } from "../store/temp-folder.ts";
import { freePort } from "../servers/free-port.ts";
import {
  killRunning,
  LocalService,
  makeHome,
  settingsOf,
  startProcess,
  untilReady,
  type Home,
} from "./local-service.ts";

/** The documentation promises two seconds. A hanging service never ends, so a busy machine may take longer. */
const STOPPED_WITHIN_MS = 30_000;

let home: Home;

beforeEach(async () => {
  home = await makeHome(["case_sparse", "case_large"]);
});

afterEach(async () => {
  killRunning();
  await removeFolder(home.root);
});

async function expectFree(port: number): Promise<void> {
  const listener = createServer().listen(port, "127.0.0.1");
  await once(listener, "listening");
  listener.close();
}

function portOf({ url }: LocalService): number {
  return Number(new URL(url).port);
}

/** The next start finds a whole store, serves the case and leaves nothing half-made. */
async function expectNothingLost(caseId: string, hit: "true" | "false"): Promise<void> {
  const next = await LocalService.start(home);
  expect(await storedIn(home.cacheDir, "tmp")).toEqual([]);
  const answer = await next.post(caseId);
  expect([answer.status, answer.headers.get("x-cache-hit")]).toEqual([200, hit]);
  const key = answer.headers.get("x-cache-key") ?? "";
  expect(await next.storedReports()).toEqual([`${key}/0.pdf`]);
  const served = Buffer.from(await answer.arrayBuffer());
  expect((await next.stored(`${key}/0.pdf`)).equals(served)).toBe(true);
  expect(next.logged("bad_object")).toEqual([]);
  expect((await next.stop("SIGTERM")).ms).toBeLessThan(STOPPED_WITHIN_MS);
  expect(await storedIn(home.cacheDir, "tmp")).toEqual([]);
}

test("Ctrl-C stops the service, and nothing is lost", async () => {
  const service = await LocalService.start(home);
  expect((await service.post("case_sparse")).status).toBe(200);
  const { code, ms } = await service.stop("SIGINT");
  expect(code).toBe(0);
  expect(ms).toBeLessThan(STOPPED_WITHIN_MS);
  await expectFree(portOf(service));
  await expectNothingLost("case_sparse", "true");
});

test("Ctrl-C while a report is rendered stops the service, and the next start renders it", async () => {
  const service = await LocalService.start(home);
  const cut = service.post("case_large").then(
    ({ status }) => status,
    () => "cut off",
  );
  await service.until(async () => (await storedIn(home.cacheDir, "claims")).length > 0);
  const { ms } = await service.stop("SIGINT");
  expect(ms).toBeLessThan(STOPPED_WITHIN_MS);
  await expectFree(portOf(service));
  const finished = (await cut) === 200 || (await storedIn(home.cacheDir, "reports")).length > 0;
  await expectNothingLost("case_large", finished ? "true" : "false");
});

test("Ctrl-C at any moment of the start ends it", async () => {
  for (const afterMs of [100, 500, 900, 1_300, 1_700]) {
    const port = await freePort();
    const { child, exited } = startProcess(settingsOf(home, port));
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    const begin = performance.now();
    child.kill("SIGINT");
    await exited;
    expect(performance.now() - begin).toBeLessThan(STOPPED_WITHIN_MS);
    await expectFree(port);
  }
});

test.each([
  // A terminal sends it to the whole group: npm, its shell, the start and the server.
  ["Ctrl-C in its terminal", (npm: number) => process.kill(-npm, "SIGINT")],
  ["SIGTERM to npm alone", (npm: number) => process.kill(npm, "SIGTERM")],
])(
  "npm start serves from a fresh checkout, and %s ends all of its processes",
  async (_name, stop) => {
    const checkout = join(home.root, "checkout");
    await mkdir(checkout);
    linkRepository(checkout);
    const port = await freePort();
    const command = ["npm", "start"];
    const started = startProcess(settingsOf(home, port), { command, cwd: checkout });
    await untilReady(started);
    const cases = await fetchChecked(`http://localhost:${port}/report/cases`);
    expect(await cases.json()).toMatchObject({
      cases: ["case_large", "case_sparse"],
      unreadable: [],
    });
    expect(started.output()).toContain(`http://localhost:${port}`);
    expect(started.output()).toContain(`2 in ${home.artifactRoot}`);
    const begin = performance.now();
    stop(started.child.pid ?? 0);
    await started.exited;
    expect(performance.now() - begin).toBeLessThan(STOPPED_WITHIN_MS);
    await expectFree(port);
  },
);

test("npm start reports a server that dies by itself, and fails", async () => {
  const started = startProcess(settingsOf(home, await freePort()));
  await untilReady(started);
  const { pid } = started.child;
  const [server] = (await readFile(`/proc/${pid}/task/${pid}/children`, "utf8")).split(" ");
  process.kill(Number(server), "SIGKILL");
  await started.exited;
  expect(started.child.exitCode).toBe(1);
  expect(started.output()).toContain(
    "The server stopped unexpectedly (by SIGKILL). Its last output:",
  );
});
