import { createHash } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { generateEvent } from "../http/events.ts";
import { temporaryCases, type StoredCases } from "../packaged/stored-cases.ts";
import type { Fault, WireRequest } from "../servers/s3-proxy.ts";
import type { Answer } from "./function-process.ts";
import { ObservedService } from "./observed-service.ts";

const CASE = "case_sparse";

let cases: StoredCases;
let service: ObservedService;
/** SHA-256 of the one report that may ever be answered. */
let digest: string | undefined;
beforeEach(async () => {
  digest ??= await digestWithoutFaults();
  cases = await temporaryCases();
  await cases.add(CASE);
  service = await ObservedService.start(cases);
});

async function digestWithoutFaults(): Promise<string> {
  const others = await temporaryCases();
  await others.add(CASE);
  const { response } = await (await ObservedService.start(others)).generate(CASE);
  expect(response.status).toBe(200);
  return sha256(await response.arrayBuffer());
}

function sha256(body: ArrayBuffer): string {
  return createHash("sha256").update(new Uint8Array(body)).digest("hex");
}

/** What came of a request: nothing but the whole report, or that it is not to be had now; and in time. */
async function outcomeOf({ response, leftMs }: Answer): Promise<string> {
  const { status, headers } = response;
  const body = sha256(await response.arrayBuffer());
  const canComeAgain = Number(headers.get("retry-after")) > 0;
  const sound = status === 200 ? body === digest : status === 503 && canComeAgain;
  expect({ sound, status, inTime: leftMs > 0 }).toEqual({ sound: true, status, inTime: true });
  if (status !== 200) return "503";
  return headers.get("x-cache-hit") === "true" ? "hit" : "rendered";
}

async function generate(remainingMs?: number): Promise<string> {
  return await outcomeOf(await service.generate(CASE, remainingMs));
}

/** It happens to every request for which that holds. */
function always(fault: Fault, isMeant: (request: WireRequest) => boolean = () => true) {
  service.proxy.faultOf = (request) => (isMeant(request) ? fault : undefined);
}

/** It happens to every other call for the same object for which that holds, beginning with the first. */
function everyOther(fault: Fault, isMeant: (request: WireRequest) => boolean = () => true) {
  const calls = new Map<string, number>();
  service.proxy.faultOf = (request) => {
    if (!isMeant(request)) return undefined;
    const call = `${request.method} ${request.path}`;
    const nth = calls.get(call) ?? 0;
    calls.set(call, nth + 1);
    return nth % 2 === 0 ? fault : undefined;
  };
}

/** From then on nothing goes wrong any more. */
function settle() {
  service.proxy.faultOf = () => undefined;
}

const isRead = ({ method }: WireRequest) => method === "GET";

describe("an endpoint that", () => {
  it("is down leads to 503 for a miss and for a hit, and nothing is lost when it is back", async () => {
    always({ type: "lost" });
    expect(await generate()).toBe("503");
    settle();
    expect(await generate()).toBe("rendered");
    always({ type: "lost" });
    expect(await generate()).toBe("503");
    settle();
    expect(await generate()).toBe("hit");
    await service.proxy.stop();
    expect(await generate()).toBe("503");
  });

  it("never answers leads to 503 before the invocation is over, however much time is left", async () => {
    always({ type: "hangs" });
    for (const ms of [3_000, 12_000, 29_000]) expect(await generate(ms)).toBe("503");
  });

  it.each<[string, (request: WireRequest) => boolean]>([
    [
      "to a look for the report",
      ({ method, path }) => method === "GET" && path.startsWith("reports/"),
    ],
    ["to the check of the store", ({ path }) => path.startsWith("probe/")],
    ["to a claim", ({ path }) => path.startsWith("claims/")],
    [
      "to the storing of the report",
      ({ method, path }) => method === "PUT" && path.startsWith("reports/"),
    ],
  ])("never answers %s leads to 503 before the invocation is over", async (_, isMeant) => {
    always({ type: "hangs" }, isMeant);
    expect(await generate(14_000)).toBe("503");
  });

  it("is slow gets enough time", async () => {
    always({ type: "late", ms: 700 });
    expect(await generate()).toBe("rendered");
    expect(await generate()).toBe("hit");
  });

  it.each([29_000, 12_000])(
    "is too slow leads to 503 before the %i ms of the invocation are over",
    async (ms) => {
      always({ type: "late", ms: 7_000 });
      expect(await generate(ms)).toBe("503");
    },
  );

  it.each([29_000, 12_000])(
    "sends its bytes one by one leads to 503 before the %i ms of the invocation are over",
    async (ms) => {
      always({ type: "trickles", everyMs: 100 }, isRead);
      expect(await generate(ms)).toBe("503");
    },
  );

  it("answers 503 to every other call for the same object still delivers the report", async () => {
    everyOther({ type: "refused" });
    const outcomes: string[] = [];
    for (let request = 0; request < 10; request++) outcomes.push(await generate());
    expect(outcomes).toEqual(["rendered", ...Array.from({ length: 9 }, () => "hit")]);
    expect(service.renderings()).toBe(1);
  });

  it("answers 503 to every other call of any kind delivers the report or leads to 503", async () => {
    service.proxy.faultOf = ({ nth }) => (nth % 2 === 0 ? { type: "refused" } : undefined);
    const outcomes: string[] = [];
    for (let request = 0; request < 20; request++) outcomes.push(await generate());
    // How many are served is a matter of luck: the AWS SDK stops trying again when it had to do so too often.
    expect(outcomes.filter((outcome) => outcome === "rendered").length).toBeLessThanOrEqual(1);
    expect((await cases.names("reports/")).length).toBeLessThanOrEqual(1);
  });

  it.each(["cut short", "reset"] as const)(
    "has its answers %s delivers no part of a report, but a retry or 503",
    async (type) => {
      everyOther({ type }, isRead);
      const outcomes = [];
      for (let request = 0; request < 6; request++) outcomes.push(await generate());
      expect(outcomes).toEqual(["rendered", "hit", "hit", "hit", "hit", "hit"]);
      always({ type }, isRead);
      expect(await generate()).toBe("503");
      const other = await ObservedService.start(cases);
      other.proxy.faultOf = (request) => (isRead(request) ? { type } : undefined);
      expect(await outcomeOf(await other.generate(CASE))).toBe("503");
      expect(await cases.names("reports/")).toHaveLength(1);
    },
  );
});

/** Leaves a claim without a process that could render or release it. */
async function claimAndNoMore(): Promise<void> {
  let isGone = false;
  service.proxy.faultOf = ({ path }) => {
    if (isGone) return { type: "lost" };
    isGone = path.startsWith("claims/");
    return undefined;
  };
  expect(await generate(16_000)).toBe("503");
  expect(await cases.names("reports/")).toEqual([]);
  expect(await cases.names("claims/")).toHaveLength(1);
  settle();
}

describe("an endpoint that is gone as soon as the claim is made", () => {
  it("leaves the report to the same process's next request, once it is back", async () => {
    await claimAndNoMore();
    expect(await generate()).toBe("rendered");
    // Two claims, and the first one's withdrawal, which could not be written before.
    const names = await cases.names("claims/");
    expect(names).toHaveLength(3);
    expect(names.filter((name) => name.endsWith(".withdrawn"))).toHaveLength(1);
  });

  it("leaves the report to a process that waits for the end of the lease, once it is back", async () => {
    await claimAndNoMore();
    const other = await ObservedService.start(cases);
    const waiting = generateEvent(CASE, { prefer: "wait=25" });
    expect(await outcomeOf(await other.ask(waiting, 40_000))).toBe("rendered");
    expect(await cases.names("claims/")).toHaveLength(2);
    expect(await generate()).toBe("hit");
  });
});
