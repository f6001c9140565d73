import { ApiProblem, nonsense, problemOf, tooSlow, unreachable } from "./problem.ts";

export type Fetch = (input: string, init: RequestInit) => Promise<Response>;

/** The parts of the browser that a request needs. */
export interface Network {
  readonly fetch: Fetch;
  /** Calls back after some milliseconds; returns a function that cancels the call. */
  readonly after: (milliseconds: number, call: () => void) => () => void;
}

export interface Asked {
  /** Relative to the page, which may be behind a path prefix. */
  readonly path: string;
  readonly init?: RequestInit;
  /** Milliseconds until the last byte of the answer. */
  readonly within: number;
  readonly signal: AbortSignal;
}

/**
 * An answer of 200, read by `read` before the time is up.
 * @throws ApiProblem, or the signal's reason when the caller has given up
 */
export async function request<T>(
  network: Network,
  { path, init = {}, within, signal }: Asked,
  read: (response: Response) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const controller = new AbortController();
  const slow = tooSlow(within);
  const giveUp = (): void => controller.abort(signal.reason);
  signal.addEventListener("abort", giveUp);
  const takeBack = network.after(within, () => controller.abort(slow));
  try {
    const response = await network.fetch(path, { ...init, signal: controller.signal });
    if (!response.ok) throw problemOf(response.status, response.headers, await bodyOf(response));
    return await read(response);
  } catch (thrown) {
    signal.throwIfAborted();
    if (controller.signal.aborted) throw slow;
    throw thrown instanceof ApiProblem ? thrown : unreachable(thrown);
  } finally {
    takeBack();
    signal.removeEventListener("abort", giveUp);
  }
}

/** The JSON of an answer, as `read` makes something of it. @throws ApiProblem */
export async function jsonOf<T>(response: Response, read: (value: unknown) => T): Promise<T> {
  return readJson(parsedJson(await response.text()), read);
}

/** What `read` makes of parsed JSON. @throws ApiProblem */
export function readJson<T>(value: unknown, read: (value: unknown) => T): T {
  try {
    return read(value);
  } catch (cause) {
    throw nonsense(`This page cannot read the service’s answer: ${messageOf(cause)}.`, cause);
  }
}

/** @throws ApiProblem */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw nonsense(`Expected data of the service, found ${kindOf(text)}.`, cause);
  }
}

function kindOf(text: string): string {
  if (text.trim() === "") return "an empty answer";
  return /^\s*</.test(text) ? "a page of HTML" : "something else";
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

async function bodyOf(response: Response): Promise<string> {
  try {
    return await response.text();
  } catch {
    return "";
  }
}
