import type { ReportEntry } from "../../../../lib/service/batch/entry.ts";
import { hrefOf } from "../api/answers.ts";
import { ApiProblem, nonsense } from "../api/problem.ts";
import { type Network, request } from "../api/request.ts";

const WITHIN = 90_000;
const ATTEMPTS = 5;
const LONGEST_PAUSE = 20_000;

/**
 * The bytes of a stored report, from its permanent address. A service that is busy or out of reach is asked again.
 *
 * @throws ApiProblem, also for other bytes than the manifest states, or the signal's reason
 */
export async function storedBytes(
  network: Network,
  report: ReportEntry,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  for (let attempt = 1; ; attempt++) {
    try {
      const asked = { path: hrefOf(report.key), within: WITHIN, signal };
      const body = await request(network, asked, async (response) => await response.arrayBuffer());
      await assertBytes(report, body);
      return new Uint8Array(body);
    } catch (thrown) {
      if (attempt === ATTEMPTS || !(thrown instanceof ApiProblem) || !mayPass(thrown)) throw thrown;
      const seconds = thrown.retryAfterSeconds ?? 2 ** (attempt - 1);
      await pause(network, Math.min(seconds * 1000, LONGEST_PAUSE));
    }
  }
}

function mayPass({ kind, status }: ApiProblem): boolean {
  return kind === "unreachable" || kind === "too_slow" || status === 429 || status === 503;
}

async function pause(network: Pick<Network, "after">, milliseconds: number): Promise<void> {
  await new Promise<void>((resolve) => network.after(milliseconds, resolve));
}

async function assertBytes({ case_id: caseId, sha256, bytes }: ReportEntry, body: ArrayBuffer) {
  const found = await sha256Of(body);
  if (body.byteLength === bytes && (found === undefined || found === sha256)) return;
  throw nonsense(`The stored report of ${caseId} has other bytes than the manifest states.`);
}

/** Undefined on plain HTTP, where browsers have no Web Crypto. */
async function sha256Of(body: ArrayBuffer): Promise<string | undefined> {
  const { subtle }: Partial<Pick<Crypto, "subtle">> = crypto;
  if (subtle === undefined) return undefined;
  const digest = new Uint8Array(await subtle.digest("SHA-256", body));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
