import { excerpt } from "../../../../lib/report/model/excerpt.ts";

/** How a request came to nothing. */
export type ProblemKind = "answered" | "unreachable" | "too_slow" | "nonsense";

/** Where in a case the fault is, as the service tells it. */
export interface FaultyPlace {
  readonly file: string;
  readonly pointer: string | undefined;
  readonly expected: string | undefined;
  readonly received: string | undefined;
}

interface ProblemParts {
  readonly kind: ProblemKind;
  readonly title: string;
  readonly detail: string;
  readonly status?: number | undefined;
  readonly code?: string | undefined;
  readonly retryAfterSeconds?: number | undefined;
  readonly place?: FaultyPlace | undefined;
  readonly requestId?: string | undefined;
  readonly cause?: unknown;
}

/** Whatever keeps the page from an answer it can use, in words that can be shown. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly kind: ProblemKind;
  readonly title: string;
  /** HTTP status; undefined where there was no answer. */
  readonly status: number | undefined;
  /** The code of docs/errors.md; undefined where the answer was no problem of the service's own. */
  readonly code: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly place: FaultyPlace | undefined;
  /** Under which the operator finds the fault in the log. */
  readonly requestId: string | undefined;

  constructor(parts: ProblemParts) {
    super(parts.detail, parts.cause === undefined ? undefined : { cause: parts.cause });
    this.kind = parts.kind;
    this.title = parts.title;
    this.status = parts.status;
    this.code = parts.code;
    this.retryAfterSeconds = parts.retryAfterSeconds;
    this.place = parts.place;
    this.requestId = parts.requestId;
  }

  get detail(): string {
    return this.message;
  }
}

const MOST_CHARACTERS = 600;
const CODE = /^urn:clarity:problem:([a-z_]{1,64})$/;
const WHOLE_SECONDS = /^\d{1,6}$/;

/** The problem that an answer of 400 or more states, or what can be said of one that states none. */
export function problemOf(status: number, headers: Headers, body: string): ApiProblem {
  const given = recordIn(body);
  return new ApiProblem({
    kind: "answered",
    title: textIn(given, "title") ?? titleOf(status),
    detail: textIn(given, "detail") ?? `The service answered ${status} and did not say why.`,
    status,
    code: CODE.exec(textIn(given, "type") ?? "")?.[1],
    retryAfterSeconds: secondsIn(headers.get("retry-after")),
    place: placeIn(given),
    requestId: textIn(given, "request_id"),
  });
}

/** No answer at all: the network, or the service, is down. */
export function unreachable(cause: unknown): ApiProblem {
  return new ApiProblem({
    kind: "unreachable",
    title: "The service cannot be reached",
    detail: "There was no answer. The service may be stopped, or the network down.",
    cause,
  });
}

export function tooSlow(milliseconds: number): ApiProblem {
  return new ApiProblem({
    kind: "too_slow",
    title: "The service takes too long",
    detail: `There was no answer in ${Math.round(milliseconds / 1000)} seconds.`,
  });
}

/** An answer that is none: something between the page and the service, or another service. */
export function nonsense(detail: string, cause?: unknown): ApiProblem {
  return new ApiProblem({
    kind: "nonsense",
    title: "The answer makes no sense",
    detail: excerpt(detail, MOST_CHARACTERS),
    cause,
  });
}

/** Whatever was thrown, as a problem. */
export function asProblem(thrown: unknown): ApiProblem {
  if (thrown instanceof ApiProblem) return thrown;
  return new ApiProblem({
    kind: "nonsense",
    title: "Something went wrong in this page",
    detail: thrown instanceof Error ? excerpt(thrown.message, MOST_CHARACTERS) : "It did not say.",
    cause: thrown,
  });
}

/** Whole seconds; a date would have to be told by the server's clock, which the page does not have. */
function secondsIn(header: string | null): number | undefined {
  return header !== null && WHOLE_SECONDS.test(header.trim()) ? Number(header) : undefined;
}

function recordIn(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textIn(given: Readonly<Record<string, unknown>>, member: string): string | undefined {
  const value = given[member];
  if (typeof value !== "string" || value.trim() === "") return undefined;
  return excerpt(value, MOST_CHARACTERS);
}

function placeIn(given: Readonly<Record<string, unknown>>): FaultyPlace | undefined {
  const file = textIn(given, "file");
  if (file === undefined) return undefined;
  return {
    file,
    pointer: textIn(given, "pointer"),
    expected: textIn(given, "expected"),
    received: textIn(given, "received"),
  };
}

function titleOf(status: number): string {
  if (status === 404) return "Not found";
  if (status === 409) return "The report is being rendered";
  if (status === 429 || status === 503) return "The service is busy or out of order";
  return status >= 500 ? "The service failed" : "The request was refused";
}
