/** Fetches the report that a service stores under a key. Uses only standard Fetch, so it also runs in a browser. */
import { ClarityError } from "../../errors.ts";
import { fetchFailure } from "../fetch-failure.ts";
import type { Step } from "./verification.ts";

const TIMEOUT_MS = 30_000;

interface Asked {
  /** The base URL of the service, with its path prefix, if any. */
  readonly base: URL;
  readonly key: string | undefined;
  readonly pdf: Uint8Array;
  /** The `Authorization` header, if the service requires one. */
  readonly authorization?: string | undefined;
  readonly timeoutMs?: number;
}

/** @throws ClarityError `invalid_request` */
export function serviceUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isUsable = url !== undefined && /^https?:$/.test(url.protocol) && url.username === "";
  if (!isUsable) {
    throw new ClarityError("invalid_request", undefined, {
      reason: "service_url_invalid",
      facts: { given: text },
    });
  }
  return url;
}

/** Whether the service serves the same bytes under the report's key. Never rejects. */
export async function serviceStep({
  base,
  key,
  pdf,
  authorization,
  timeoutMs = TIMEOUT_MS,
}: Asked): Promise<Step> {
  if (key === undefined) return unchecked("Service not checked: the PDF has no key.json.");
  const address = addressOf(base, key);
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    return await comparedWith(await answered(address, { authorization, signal }), address, pdf);
  } catch (error) {
    const why = signal.aborted ? `no response within ${timeoutMs / 1000} s` : fetchFailure(error);
    return unchecked(`${address.origin} could not be reached: ${why}. Try again later.`);
  }
}

function addressOf(base: URL, key: string): URL {
  const folder = new URL(base);
  folder.search = "";
  folder.hash = "";
  if (!folder.pathname.endsWith("/")) folder.pathname += "/";
  return new URL(`report/${key}.pdf`, folder);
}

/**
 * Follows the one redirect that the service itself makes: 303 to the store, for a report that is too large. The store
 * does not get the header.
 */
async function answered(
  address: URL,
  { authorization, signal }: Pick<Asked, "authorization"> & { readonly signal: AbortSignal },
): Promise<Response> {
  const headers = new Headers();
  if (authorization !== undefined) headers.set("authorization", authorization);
  const answer = await fetch(address, { headers, redirect: "manual", signal });
  const location = answer.headers.get("location");
  if (answer.status !== 303 || location === null) return answer;
  await answer.body?.cancel();
  const target = new URL(location, address);
  if (address.protocol === "https:" && target.protocol !== "https:") {
    throw new Error("it redirects to an address without https");
  }
  return await fetch(target, { redirect: "error", signal });
}

async function comparedWith(answer: Response, address: URL, pdf: Uint8Array): Promise<Step> {
  if (answer.status === 200) return await comparedBytes(answer, address, pdf);
  await answer.body?.cancel();
  if (answer.status === 404) {
    return refused(`${address.origin} has no report under this key.`);
  }
  return unchecked(`${address.origin} returned status ${answer.status}.${adviceOn(answer.status)}`);
}

function adviceOn(status: number): string {
  if (status === 401 || status === 403) {
    return " Set CLARITY_AUTHORIZATION to the value of the Authorization header.";
  }
  const redirect = status >= 300 && status < 400;
  return redirect ? " Redirects are not followed: use the service's own address." : "";
}

async function comparedBytes(answer: Response, address: URL, pdf: Uint8Array): Promise<Step> {
  if (!(await hasBytes(answer, pdf))) {
    return refused(`${address.origin} serves different bytes under this key.`);
  }
  const detail = `${address.href} serves the same bytes.`;
  return { step: "service", outcome: "holds", detail };
}

/** Stops reading at the first difference, so an endless response does no harm. */
async function hasBytes({ body }: Response, expected: Uint8Array): Promise<boolean> {
  if (body === null) return expected.length === 0;
  let at = 0;
  for await (const chunk of body) {
    const bytes: Uint8Array = chunk;
    if (bytes.some((byte, index) => expected[at + index] !== byte)) return false;
    at += bytes.length;
  }
  return at === expected.length;
}

function unchecked(detail: string): Step {
  return { step: "service", outcome: "not_checked", detail };
}

function refused(detail: string): Step {
  return { step: "service", outcome: "does_not_hold", detail };
}
