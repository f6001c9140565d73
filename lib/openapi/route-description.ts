import type { ErrorCode } from "../errors.ts";
import type { HeaderName } from "./headers.ts";
import type { ParameterName } from "./parameters.ts";
import type { SchemaName } from "./schemas.ts";
import type { Method } from "./specification.ts";

export interface JsonContent {
  readonly mediaType: "application/json";
  readonly schema: SchemaName;
  readonly example: unknown;
}

/** What OpenAPI 3.1 describes by its media type alone: one of these. */
export interface BytesContent {
  readonly mediaTypes: readonly string[];
}

/** An answer that is no problem. */
export interface AnswerDescription {
  readonly description: string;
  /** Besides those of CORS. */
  readonly headers: readonly HeaderName[];
  readonly content?: JsonContent | BytesContent;
}

/** A route, without what holds for every route. */
export interface RouteDescription {
  readonly method: Method;
  /** As OpenAPI writes it: `{case_id}` is a parameter. */
  readonly path: string;
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters?: readonly ParameterName[];
  readonly body?: JsonContent;
  /** By status. */
  readonly answers: Readonly<Record<number, AnswerDescription>>;
  /** Besides those that every route may answer. */
  readonly problems: readonly ErrorCode[];
  /** Headers of all its answers, problems included. */
  readonly headersOfAll?: readonly HeaderName[];
}
