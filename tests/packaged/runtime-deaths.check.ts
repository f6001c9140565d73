/** When a process dies while it renders a report, the next request renders it once. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import * as v from "valibot";
import { expect, test } from "vitest";
import { generateEvent, httpEvent } from "../http/events.ts";
import type { Outcome } from "../servers/lambda-runtime.ts";
import { makePipe } from "../store/child-processes.ts";
import { temporarySandbox, type Sandbox, type SandboxOptions } from "./sandbox.ts";
import { temporaryCases, type StoredCases } from "./stored-cases.ts";

/** When a report is claimed, ten seconds must be left, and a slow machine needs some to get there. */
const SHORT_MS = 14_000;
/** How often a renderer may have been too quick to be killed. */
const ATTEMPTS = 10;

const StatusSchema = v.object({ cache_key: v.string() });

async function reporter(cases: StoredCases, options: Partial<SandboxOptions> = {}) {
  const sandbox = await temporarySandbox("report", { settings: cases.settings(), ...options });
  expect(await sandbox.initialised()).toEqual({ type: "ready" });
  return sandbox;
}

/** Loading this renderer, the first step of a render, never ends, because nothing writes into the pipe. */
async function endlessRenderer(folder: string): Promise<void> {
  const renderer = join(folder, "dist/report/renderer.cjs");
  await rm(renderer);
  makePipe(renderer);
}

/** Adds a case and requests its key, which is also the first request of that process. */
async function caseWithKey(cases: StoredCases, sandbox: Sandbox, caseId: string): Promise<string> {
  await cases.add("case_large", caseId);
  const status = await sandbox.ask(httpEvent({ path: `/report/cases/${caseId}` }));
  return v.parse(StatusSchema, await status.json()).cache_key;
}

/** Resolves as soon as the key is claimed; fails when the invocation ends before that. */
async function claimed(cases: StoredCases, key: string, by: Promise<Outcome>): Promise<void> {
  let outcome: Outcome | undefined;
  void by.then((ended) => (outcome = ended));
  while ((await cases.names(`claims/${key}/`)).length === 0) {
    if (outcome !== undefined)
      throw new Error(`expected a claim, found ${JSON.stringify(outcome)}`);
  }
}

/** Retries while another process is rendering. Returns the answer and the number of conflicts. */
async function askUntilSettled(sandbox: Sandbox, caseId: string) {
  for (let conflicts = 0; ; conflicts++) {
    const response = await sandbox.ask(generateEvent(caseId));
    if (response.status !== 409) return { response, conflicts };
    await sleep(Number(response.headers.get("retry-after")) * 1000);
  }
}

/** One report, one rendering, by the second of two owners. */
async function expectTakenOver(
  cases: StoredCases,
  key: string,
  { response, by }: { response: Response; by: Sandbox },
): Promise<void> {
  expect(response.status).toBe(200);
  expect(response.headers.get("x-cache-hit")).toBe("false");
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(bytes.equals(await cases.bytes(`reports/${key}/0.pdf`))).toBe(true);
  expect(await cases.names(`reports/${key}/`)).toEqual([`reports/${key}/0.pdf`]);
  expect(await cases.names(`claims/${key}/`)).toEqual([`claims/${key}/0/0`, `claims/${key}/0/1`]);
  const log = by.log().filter((line) => line.key === key && line.event !== "request");
  expect(log.filter(({ event }) => event !== "conflict")).toMatchObject([
    { event: "take_over", generation: 1, reason: "expired" },
    { event: "render", generation: 1 },
    { event: "miss", slot: 0 },
  ]);
}

interface Killed {
  readonly caseId: string;
  readonly key: string;
}

/**
 * Kills a sandbox during its render: once its claim is seen, and before it has reported that it has drawn the
 * report. A sandbox that was quicker does not count.
 */
async function killedMidRender(cases: StoredCases): Promise<Killed> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const sandbox = await reporter(cases);
    const caseId = `case_killed_${attempt}`;
    const key = await caseWithKey(cases, sandbox, caseId);
    const invocation = sandbox.invoke(generateEvent(caseId), SHORT_MS);
    await claimed(cases, key, invocation);
    await sandbox.kill();
    const hasDrawn = sandbox.log().some(({ event }) => event === "render");
    if (hasDrawn) continue;
    expect(await invocation).toEqual({ type: "exit" });
    expect(await cases.names(`reports/${key}/`)).toEqual([]);
    return { caseId, key };
  }
  throw new Error(`${ATTEMPTS} reports were drawn before their renderer could be killed`);
}

test("after a time-out during a render, the report is rendered again once the lease has expired", async () => {
  const cases = await temporaryCases();
  const next = await reporter(cases);
  const slow = await reporter(cases, { change: endlessRenderer });
  const key = await caseWithKey(cases, slow, "case_slow");
  const invocation = slow.invoke(generateEvent("case_slow"), SHORT_MS);
  await claimed(cases, key, invocation);
  const settled = askUntilSettled(next, "case_slow");
  const first = await Promise.race([invocation, settled.then(() => "taken over")]);
  expect(first).toEqual({ type: "timeout" });
  const { response, conflicts } = await settled;
  expect(conflicts).toBeGreaterThan(0);
  await expectTakenOver(cases, key, { response, by: next });
});

test("after kill -9 during a render, the report is rendered again once the lease has expired", async () => {
  const cases = await temporaryCases();
  const next = await reporter(cases);
  const { caseId, key } = await killedMidRender(cases);
  const { response, conflicts } = await askUntilSettled(next, caseId);
  expect(conflicts).toBeGreaterThan(0);
  await expectTakenOver(cases, key, { response, by: next });
});
