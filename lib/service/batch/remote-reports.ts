/** The reports of another service, over its API. Uses only standard Fetch and Web Crypto, so it also runs in a browser. */
import * as v from "valibot";
import { isErrorCode, type ErrorCode } from "../../error-codes.ts";
import { ClarityError } from "../../errors.ts";
import { fetchFailure } from "../fetch-failure.ts";
import type { MadeReport } from "./run-batch.ts";

/** Longer than a deployed service may take for one response (29 s). */
const TIMEOUT_MS = 40_000;
/** How long the service should wait for another render before it returns 409. */
const PREFER = "wait=20";
/** The most that the service lists in one page. */
const PAGE = 1000;
const KEY = /^[0-9a-f]{64}$/;

export interface RemoteOptions {
  /** The base URL of the service, with its path prefix, if any. */
  readonly base: URL;
  /** The `Authorization` header, if the service requires one. */
  readonly authorization?: string | undefined;
  readonly timeoutMs?: number;
}

/** What a batch asks of a service. Every error is a `ClarityError` with the code that the service returned. */
export class RemoteReports {
  readonly #options: RemoteOptions;

  constructor(options: RemoteOptions) {
    this.#options = options;
  }

  /**
   * The report of a case, which the service renders if it is not stored. Its bytes are read and hashed.
   *
   * @throws ClarityError
   */
  async reportOf(caseId: string): Promise<MadeReport> {
    const response = await this.#ask(this.#urlOf("report/generate"), {
      method: "POST",
      headers: { "content-type": "application/json", prefer: PREFER },
      body: JSON.stringify({ case_id: caseId }),
    });
    const hit = response.headers.get("x-cache-hit") === "true";
    const key = response.headers.get("x-cache-key") ?? "";
    // A report that is too large for a response is in the bucket: the service says which bytes.
    if (isRedirect(response)) {
      const stored = await this.storedReport(caseId);
      if (stored !== undefined) return { ...stored, hit };
      throw unreachable(this.#options.base, "the report is not stored");
    }
    if (response.status !== 200) throw await problemOf(response);
    if (!KEY.test(key)) {
      // Other servers return a page with status 200 for any address.
      await response.body?.cancel();
      throw refusedWith(response, "no report");
    }
    const body = await this.#read(async () => await response.arrayBuffer());
    const hash = await sha256Of(body, response);
    return { key, sha256: hash, bytes: body.byteLength, hit };
  }

  /**
   * The report of a case, if it is stored; its bytes are not transferred.
   *
   * @throws ClarityError
   */
  async storedReport(caseId: string): Promise<MadeReport | undefined> {
    const response = await this.#ask(this.#urlOf(`report/cases/${caseId}`));
    if (response.status !== 200) throw await problemOf(response);
    const status = await this.#json(response, StatusSchema);
    const { cache_key: key, sha256, bytes } = status;
    if (sha256 === undefined || bytes === undefined) return undefined;
    return { key, sha256, bytes, hit: true };
  }

  /**
   * The ids of all cases of the service, sorted.
   *
   * @throws ClarityError
   */
  async caseIds(): Promise<string[]> {
    const ids: string[] = [];
    for (let url: URL | undefined = this.#urlOf(`report/cases?limit=${PAGE}`); url !== undefined;) {
      const response = await this.#ask(url);
      // Every service has this route: the address is another one's.
      if (response.status === 404) {
        await response.body?.cancel();
        throw refusedWith(response, "no list of cases");
      }
      if (response.status !== 200) throw await problemOf(response);
      const { cases } = await this.#json(response, PageSchema);
      ids.push(...cases);
      url = nextPage(response, url);
    }
    return ids;
  }

  async #ask(url: URL, init: RequestInit = {}): Promise<Response> {
    const { authorization, timeoutMs = TIMEOUT_MS } = this.#options;
    const headers = new Headers(init.headers);
    if (authorization !== undefined) headers.set("authorization", authorization);
    const signal = AbortSignal.timeout(timeoutMs);
    return await this.#read(
      async () => await fetch(url, { ...init, headers, signal, redirect: "manual" }),
    );
  }

  async #json<S extends v.GenericSchema>(response: Response, schema: S): Promise<v.InferOutput<S>> {
    return await this.#read(async () => v.parse(schema, await response.json()));
  }

  #urlOf(path: string): URL {
    const base = new URL(this.#options.base);
    if (!base.pathname.endsWith("/")) base.pathname += "/";
    return new URL(path, base);
  }

  async #read<T>(read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (error) {
      throw unreachable(this.#options.base, fetchFailure(error), error);
    }
  }
}

/**
 * The address in `Link: <?cursor=…>; rel="next"`.
 *
 * @throws ClarityError for an address of another server, which must not get the `Authorization` header, and for the
 *   page's own, which would never end
 */
function nextPage(response: Response, page: URL): URL | undefined {
  const target = /<([^>]*)>\s*;\s*rel="?next"?/.exec(response.headers.get("link") ?? "")?.[1];
  if (target === undefined) return undefined;
  const next = URL.canParse(target, page.href) ? new URL(target, page) : undefined;
  if (next?.origin === page.origin && next.href !== page.href) return next;
  throw refusedWith(response, "an invalid address of the next page");
}

/** The error that a response stands for. */
async function problemOf(response: Response): Promise<ClarityError> {
  const text = await response.text().catch(() => "");
  const problem = problemIn(text);
  const retryAfterSeconds = retryAfterIn(response.headers.get("retry-after"));
  if (problem !== undefined) {
    return new ClarityError(problem.code, problem.detail, { retryAfterSeconds });
  }
  const { status } = response;
  const code = STATUS_CODES[status] ?? (status >= 500 ? "store_unavailable" : "misconfigured");
  if (code === "misconfigured") return refusedWith(response);
  const facts = { given: new URL(response.url).origin, errorCode: `HTTP ${status}` };
  return new ClarityError(code, undefined, { reason: "service_busy", facts, retryAfterSeconds });
}

/** The error for a response that no later attempt changes. @param what the response has that is wrong */
function refusedWith({ url, status }: Response, what?: string): ClarityError {
  const errorCode = [`HTTP ${status}`, what].filter(Boolean).join(", ");
  const facts = { given: new URL(url).origin, errorCode };
  return new ClarityError("misconfigured", undefined, { reason: "service_refuses", facts });
}

const PageSchema = v.object({ cases: v.array(v.string()) });

const StatusSchema = v.object({
  cache_key: v.string(),
  sha256: v.optional(v.string()),
  bytes: v.optional(v.number()),
});

/** What stands before a service returns no problem details: a gateway that limits requests, or a proxy. */
const STATUS_CODES: Readonly<Record<number, ErrorCode>> = {
  429: "no_capacity",
  503: "no_capacity",
};

const ProblemSchema = v.looseObject({
  type: v.pipe(
    v.string(),
    v.transform((type) => type.replace("urn:clarity:problem:", "")),
  ),
  detail: v.string(),
});

/** The code and sentence in problem details of this service; undefined for any other body. */
function problemIn(text: string): { code: ErrorCode; detail: string } | undefined {
  try {
    const { type, detail } = v.parse(ProblemSchema, JSON.parse(text));
    return isErrorCode(type) ? { code: type, detail } : undefined;
  } catch {
    return undefined;
  }
}

/** Browsers hide everything else about a redirect that they do not follow. */
function isRedirect({ status, type }: Response): boolean {
  return status === 303 || type === "opaqueredirect";
}

const ETAG = /^"([0-9a-f]{64})"$/;

/** Of the bytes. Browsers have no Web Crypto on plain HTTP: there, what the service states. */
async function sha256Of(body: ArrayBuffer, response: Response): Promise<string> {
  const { subtle }: Partial<Pick<typeof crypto, "subtle">> = crypto;
  if (subtle !== undefined) {
    const digest = new Uint8Array(await subtle.digest("SHA-256", body));
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }
  const stated = ETAG.exec(response.headers.get("etag") ?? "")?.[1];
  if (stated !== undefined) return stated;
  throw refusedWith(response, "no SHA-256");
}

/** Whole seconds; a date is not understood. */
function retryAfterIn(header: string | null): number | undefined {
  return header !== null && /^\d{1,6}$/.test(header) ? Number(header) : undefined;
}

function unreachable(base: URL, why: string, cause?: unknown): ClarityError {
  return new ClarityError("store_unavailable", undefined, {
    cause,
    reason: "service_unreachable",
    facts: { given: base.origin, errorCode: why },
    retryAfterSeconds: 1,
  });
}
