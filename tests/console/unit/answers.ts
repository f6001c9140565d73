/** Answers of the service, and others. */
import type { Fetch } from "../../../functions/console/page/api/request.ts";

export const KEY = "0123456789abcdef".repeat(4);
export const OTHER_KEY = "f".repeat(64);

/** The status of the report of `case_1`, of which nothing is stored, and which fits itself. */
export const STATUS = {
  case_id: "case_1",
  cache_key: KEY,
  ready: false,
  href: `/report/${KEY}.pdf`,
  record: "none",
  checks: { hold: 1, fail: [], unchecked: 2 },
} as const;

export function json(value: unknown, init: ResponseInit = {}): Response {
  return new Response(JSON.stringify(value), init);
}

export function problem(
  status: number,
  code: string,
  members: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = {},
): Response {
  const type = `urn:clarity:problem:${code}`;
  return json(
    { type, title: `The title of ${code}`, status, detail: `The detail of ${code}.`, ...members },
    { status, headers: { "content-type": "application/problem+json", ...headers } },
  );
}

export function pdf(headers: Readonly<Record<string, string>> = {}): Response {
  return new Response("%PDF-1.7\nof a case\n", {
    headers: { "content-type": "application/pdf", ...headers },
  });
}

interface Call {
  readonly path: string;
  readonly init: RequestInit;
}

/** A fetch that answers by the path, and records its requests. */
export function fetchOf(answer: (call: Call) => Response | Promise<Response>) {
  const calls: Call[] = [];
  const fetch: Fetch = async (path, init) => {
    calls.push({ path, init });
    return await answer({ path, init });
  };
  return { fetch, calls };
}

/** Never answers; ends as fetch does when it is given up. */
export async function silence({ init: { signal } }: Call): Promise<Response> {
  return await new Promise((_resolve, reject) => {
    signal?.addEventListener("abort", () => reject(new DOMException("given up", "AbortError")));
  });
}
