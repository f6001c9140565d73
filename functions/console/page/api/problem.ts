import { excerpt } from "../../../../lib/report/model/excerpt.ts";

/** How a request failed. */
export type ProblemKind = "answered" | "unreachable" | "too_slow" | "nonsense";

/** The location of a fault in a case, as the service reports it. */
export interface FaultLocation {
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
  readonly location?: FaultLocation | undefined;
  readonly requestId?: string | undefined;
  readonly cause?: unknown;
}

/** A failure to get a usable response, in words that can be shown. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly kind: ProblemKind;
  readonly title: string;
  /** HTTP status; undefined when there was no response. */
  readonly status: number | undefined;
  /** The code of lib/error-codes.ts; undefined when the response is not a problem of the service. */
  readonly code: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly location: FaultLocation | undefined;
  /** The operator finds the fault in the log by this id. */
  readonly requestId: string | undefined;

  constructor(parts: ProblemParts) {
    super(parts.detail, parts.cause === undefined ? undefined : { cause: parts.cause });
    this.kind = parts.kind;
    this.title = parts.title;
    this.status = parts.status;
    this.code = parts.code;
    this.retryAfterSeconds = parts.retryAfterSeconds;
    this.location = parts.location;
    this.requestId = parts.requestId;
  }

  get detail(): string {
    return this.message;
  }
}

const MOST_CHARACTERS = 600;
const CODE = /^urn:clarity:problem:([a-z_]{1,64})$/;
const WHOLE_SECONDS = /^\d{1,6}$/;

/** The problem in a response of status 400 or more, or a general one when it contains none. */
export function problemOf(status: number, headers: Headers, body: string): ApiProblem {
  const given = recordIn(body);
  return new ApiProblem({
    kind: "answered",
    title: textIn(given, "title") ?? titleOf(status),
    detail: textIn(given, "detail") ?? `The service returned status ${status} without a reason.`,
    status,
    code: CODE.exec(textIn(given, "type") ?? "")?.[1],
    retryAfterSeconds: secondsIn(headers.get("retry-after")),
    location: locationIn(given),
    requestId: textIn(given, "request_id"),
  });
}

/** No response: the network or the service is down. */
export function unreachable(cause: unknown): ApiProblem {
  return new ApiProblem({
    kind: "unreachable",
    title: "The service cannot be reached",
    detail: "There was no response. The service may be stopped, or the network may be down.",
    cause,
  });
}

/** A part of the page's own code did not come: the network is down, or the service has another version now. */
export function moduleMissing(cause: unknown): ApiProblem {
  return new ApiProblem({
    kind: "unreachable",
    title: "The code for it could not be loaded",
    detail: "The network may be down. If it is not, the page was updated: reload it.",
    cause,
  });
}

/** Statuses with which a proxy answers in place of a service that it cannot reach, and 503 of the service itself. */
const OUTAGES: ReadonlySet<number | undefined> = new Set([502, 503, 504]);

/** Whether the same request may succeed later without anybody's help. */
export function isOutage({ kind, status }: ApiProblem): boolean {
  return kind === "unreachable" || OUTAGES.has(status);
}

export function tooSlow(milliseconds: number): ApiProblem {
  return new ApiProblem({
    kind: "too_slow",
    title: "The service takes too long",
    detail: `There was no answer in ${Math.round(milliseconds / 1000)} seconds.`,
  });
}

/** A response that does not come from the service, but from a proxy or another service. */
export function nonsense(detail: string, cause?: unknown): ApiProblem {
  return new ApiProblem({
    kind: "nonsense",
    title: "Unexpected response",
    detail: excerpt(detail, MOST_CHARACTERS),
    cause,
  });
}

/** Converts anything that was thrown to a problem. */
export function asProblem(thrown: unknown): ApiProblem {
  if (thrown instanceof ApiProblem) return thrown;
  return new ApiProblem({
    kind: "nonsense",
    title: "This page failed",
    detail:
      thrown instanceof Error
        ? excerpt(thrown.message, MOST_CHARACTERS)
        : "No details are available.",
    cause: thrown,
  });
}

/** Whole seconds. A date is ignored, because the page does not have the clock of the server. */
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

function locationIn(given: Readonly<Record<string, unknown>>): FaultLocation | undefined {
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
  if (status === 429 || status === 503) return "The service is busy or unavailable";
  return status >= 500 ? "The service failed" : "The request was refused";
}
