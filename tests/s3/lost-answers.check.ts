import { beforeEach, describe, expect, it } from "vitest";
import { temporaryCases, type StoredCases } from "../packaged/stored-cases.ts";
import type { Fault, WireRequest } from "../servers/s3-proxy.ts";
import { ObservedService } from "./observed-service.ts";

const CASE = "case_sparse";

let cases: StoredCases;
let service: ObservedService;
beforeEach(async () => {
  cases = await temporaryCases();
  await cases.add(CASE);
  service = await ObservedService.start(cases);
});

/** What happens to the first so many puts below that folder. */
function firstPuts(folder: string, count: number, fault: Fault) {
  let left = count;
  service.proxy.faultOf = ({ method, path }: WireRequest) => {
    const isMeant =
      method === "PUT" && path.startsWith(`${folder}/`) && !path.includes("withdrawn");
    return isMeant && left-- > 0 ? fault : undefined;
  };
}

/** The requests for claims and the report, from the first claim on. */
function wireFromClaim(): string[] {
  // A key may be stored at any moment, and the list of the case's reports comes last.
  const wire = service.wire().filter((line) => !/ (?:keys|reports-of)\//.test(line));
  return wire.slice(wire.findIndex((line) => line.startsWith("PUT claims/")));
}

async function expectStoredOnce(): Promise<void> {
  expect(service.renderings()).toBe(1);
  expect(await cases.names("reports/")).toEqual([expect.stringMatching(/\/0\.pdf$/)]);
}

const LOST: readonly (readonly [string, Fault])[] = [
  ["is lost", { type: "answer lost" }],
  ["is 503", { type: "done, and refused" }],
];

describe.each(LOST)("when the store does the work, and its answer %s,", (_, fault) => {
  it("a claim is recognised by its nonce, and its owner renders once", async () => {
    firstPuts("claims", 1, fault);
    const { response } = await service.generate(CASE);
    expect([response.status, response.headers.get("x-cache-hit")]).toEqual([200, "false"]);
    expect(wireFromClaim()).toEqual([
      "PUT claims/KEY/0/0 200",
      "PUT claims/KEY/0/0 412",
      "GET ?prefix=claims/KEY/0/ 200",
      "GET claims/KEY/0/0 200",
      "PUT reports/KEY/0.pdf 200",
    ]);
    await expectStoredOnce();
    expect(await cases.names("claims/")).toHaveLength(1);
  });

  it("a report is recognised by its nonce as rendered by this request", async () => {
    firstPuts("reports", 1, fault);
    const { response } = await service.generate(CASE);
    expect([response.status, response.headers.get("x-cache-hit")]).toEqual([200, "false"]);
    expect(wireFromClaim()).toEqual([
      "PUT claims/KEY/0/0 200",
      "PUT reports/KEY/0.pdf 200",
      "PUT reports/KEY/0.pdf 412",
      "GET reports/KEY/0.pdf 200",
    ]);
    await expectStoredOnce();
    expect(await cases.names("claims/")).toHaveLength(1);
  });

  it("and so is each further one, a report is still recognised by its nonce", async () => {
    firstPuts("reports", 100, fault);
    const { response } = await service.generate(CASE);
    expect([response.status, response.headers.get("x-cache-hit")]).toEqual([200, "false"]);
    expect(wireFromClaim()).toEqual([
      "PUT claims/KEY/0/0 200",
      "PUT reports/KEY/0.pdf 200",
      "PUT reports/KEY/0.pdf 412",
      "PUT reports/KEY/0.pdf 412",
      "GET reports/KEY/0.pdf 200",
    ]);
    await expectStoredOnce();
  });

  it("and so is each further one, a claim is withdrawn, and the next request renders immediately", async () => {
    firstPuts("claims", 100, fault);
    const { response } = await service.generate(CASE);
    expect(response.status).toBe(503);
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(wireFromClaim()).toEqual([
      "PUT claims/KEY/0/0 200",
      "PUT claims/KEY/0/0 412",
      "PUT claims/KEY/0/0 412",
      expect.stringMatching(/^PUT claims\/KEY\/0\/0\.[^/]+\.withdrawn 200$/),
    ]);
    expect(service.renderings()).toBe(0);
    const other = await ObservedService.start(cases);
    const next = await other.generate(CASE);
    expect([next.response.status, next.response.headers.get("x-cache-hit")]).toEqual([
      200,
      "false",
    ]);
    expect(other.renderings()).toBe(1);
  });

  it("the check of the store recognises its own object", async () => {
    firstPuts("probe", 1, fault);
    const { response } = await service.generate(CASE);
    expect(response.status).toBe(200);
    const probes = service.wire().filter((line) => line.includes("probe/"));
    expect(probes).toEqual(["PUT probe/create-only 200", "PUT probe/create-only 412"]);
  });
});
