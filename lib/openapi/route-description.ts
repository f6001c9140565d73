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

/** Bodies that OpenAPI 3.1 describes only by their media type. */
export interface BytesContent {
  readonly mediaTypes: readonly string[];
}

/** A response that is not a problem. */
export interface AnswerDescription {
  readonly description: string;
  /** Headers other than those of CORS. */
  readonly headers: readonly HeaderName[];
  readonly content?: JsonContent | BytesContent;
}

/** The description of a route, without what applies to every route. */
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
  /** Problems other than those of every route. */
  readonly problems: readonly ErrorCode[];
  /** Headers of all its responses, including problems. */
  readonly headersOfAll?: readonly HeaderName[];
}
