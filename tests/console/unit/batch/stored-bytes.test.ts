import { createHash } from "node:crypto";
import { expect, onTestFinished, test, vi } from "vitest";
import { storedBytes } from "../../../../functions/console/page/batch/stored-bytes.ts";
import type { Network } from "../../../../functions/console/page/api/request.ts";

const PDF = "%PDF-1.7";
const sha256 = createHash("sha256").update(PDF).digest("hex");
const REPORT = { case_id: "case_1", key: "a".repeat(64), sha256, bytes: PDF.length };
const { signal } = new AbortController();

/** Gives these responses, one after the other; the pauses between them take no time. */
function network(...answers: readonly (Response | Error)[]) {
  const rest = [...answers];
  const pauses: number[] = [];
  const asked: string[] = [];
  const parts: Network = {
    fetch: async (path) => {
      asked.push(path);
      const answer = rest.shift();
      if (answer instanceof Response) return await Promise.resolve(answer);
      throw answer ?? new Error("expected no more requests");
    },
    after: (milliseconds, call) => {
      // Not the time limit of a request.
      if (milliseconds === 90_000) return () => undefined;
      pauses.push(milliseconds);
      call();
      return () => undefined;
    },
  };
  return { parts, pauses, asked };
}

const busy = (status: number, headers = {}) => new Response("", { status, headers });

test("a stored report is read from its permanent address", async () => {
  const { parts, asked } = network(new Response(PDF));
  const bytes = await storedBytes(parts, REPORT, signal);
  expect(new TextDecoder().decode(bytes)).toBe(PDF);
  expect(asked).toEqual([`report/${REPORT.key}.pdf`]);
});

test("a busy service and a network that is down are asked again, after what the service asks for", async () => {
  const answers = [busy(503, { "retry-after": "3" }), new TypeError("fetch failed"), busy(429)];
  const { parts, pauses } = network(...answers, new Response(PDF));
  await storedBytes(parts, REPORT, signal);
  expect(pauses).toEqual([3000, 2000, 4000]);
});

test("after five attempts, and for a report that is gone, the problem is passed on", async () => {
  const five = network(...Array.from({ length: 5 }, () => busy(503, { "retry-after": "600" })));
  await expect(storedBytes(five.parts, REPORT, signal)).rejects.toMatchObject({ status: 503 });
  expect(five.pauses).toEqual([20_000, 20_000, 20_000, 20_000]);
  const gone = network(busy(404));
  await expect(storedBytes(gone.parts, REPORT, signal)).rejects.toMatchObject({ status: 404 });
});

test("other bytes than the manifest states are refused", async () => {
  const other = network(new Response("%PDF-1.6"), new Response("%PDF"));
  const expected = { kind: "nonsense", detail: expect.stringContaining("case_1 has other bytes") };
  await expect(storedBytes(other.parts, REPORT, signal)).rejects.toMatchObject(expected);
  await expect(storedBytes(other.parts, REPORT, signal)).rejects.toMatchObject(expected);
});

test("without Web Crypto, as on plain HTTP, the size is compared", async () => {
  vi.stubGlobal("crypto", {});
  onTestFinished(() => void vi.unstubAllGlobals());
  const { parts } = network(new Response("%PDF-1.6"), new Response("%PDF"));
  expect(await storedBytes(parts, REPORT, signal)).toHaveLength(PDF.length);
  await expect(storedBytes(parts, REPORT, signal)).rejects.toMatchObject({ kind: "nonsense" });
});
