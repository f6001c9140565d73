import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { addCase } from "../http/test-service.ts";
import { LocalService, makeHome } from "../start/local-service.ts";

const ROUNDS = 20;
const WAITING = { prefer: "wait=20" };

let service: LocalService;

beforeAll(async () => {
  service = await LocalService.start(await makeHome([]));
});

afterAll(async () => {
  await service.discard();
});

interface Contender {
  readonly hit: boolean;
  readonly key: string;
}

/** As `npm run report` does once the commands are built. */
async function byCommand(caseId: string): Promise<Contender> {
  const { artifactRoot, cacheDir, root } = service.home;
  const { INIT_CWD: _, ...environment } = process.env;
  const main = join(inject("builtService"), "dist/commands/main.cjs");
  const child = spawn(process.execPath, [main, "report", caseId, "--json"], {
    cwd: root,
    env: { ...environment, ARTIFACT_ROOT: artifactRoot, CLARITY_CACHE_DIR: cacheDir },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  await once(child, "close");
  const answer: { cache_hit: boolean; cache_key: string } = JSON.parse(text);
  return { hit: answer.cache_hit, key: answer.cache_key };
}

async function byService(caseId: string): Promise<Contender> {
  const answer = await service.post(caseId, WAITING);
  expect(answer.status).toBe(200);
  await answer.arrayBuffer();
  const { headers } = answer;
  return {
    hit: headers.get("x-cache-hit") === "true",
    key: headers.get("x-cache-key") ?? "",
  };
}

test(`the service and a command race for a case: 2 contenders, 1 render in each of ${ROUNDS} rounds`, async () => {
  const wins = { service: 0, command: 0 };
  // The command takes a while to start. The winner begins a little later next time, until they meet.
  let headStartMs = 100;
  for (let round = 0; round < ROUNDS; round++) {
    const caseId = `case_${round}`;
    await addCase(service.home.artifactRoot, caseId);
    const [command, posted] = await Promise.all([
      byCommand(caseId),
      sleep(headStartMs).then(async () => await byService(caseId)),
    ]);
    expect([command.hit, posted.hit].filter((hit) => !hit)).toHaveLength(1);
    expect(posted.key).toBe(command.key);
    const produced = () => service.logged("render").filter(({ key }) => key === command.key);
    // A line comes through two pipes, and may come after the answer.
    await service.until(() => posted.hit || produced().length > 0);
    expect(produced()).toHaveLength(posted.hit ? 0 : 1);
    const { cacheDir } = service.home;
    expect(await readdir(join(cacheDir, "reports", command.key))).toEqual(["0.pdf"]);
    expect(await readdir(join(cacheDir, "claims", command.key, "0"))).toEqual(["0"]);
    if (posted.hit) wins.command++;
    else wins.service++;
    headStartMs *= posted.hit ? 0.7 : 1.4;
  }
  expect(wins.service + wins.command).toBe(ROUNDS);
  expect(Math.min(wins.service, wins.command)).toBeGreaterThan(0);
});
