import { factsOf, type ErrorCode } from "../error-codes.ts";
import { NOT_STORED } from "../http/problem.ts";
import { headerRefs, type HeaderName } from "./headers.ts";
import { pascalCase, problemSchemaName, schemaRef } from "./schemas.ts";
import type { Reference, ResponseObject } from "./specification.ts";

/** Problems that any route may return. */
export const PROBLEMS_EVERYWHERE = ["invalid_request", "method_not_allowed", "internal"] as const;

/** The codes of one status. */
type SameStatus = readonly ErrorCode[];

function byStatus(codes: readonly ErrorCode[]): ReadonlyMap<number, SameStatus> {
  const statuses = new Set(codes.map((code) => factsOf(code).status));
  const sameAs = (status: number) => codes.filter((code) => factsOf(code).status === status);
  return new Map([...statuses].map((status) => [status, sameAs(status)]));
}

/** The problems of a route by status: references, unless the route adds headers. */
export function problemResponses(
  codes: readonly ErrorCode[],
  headers: readonly HeaderName[] = [],
): Record<string, ResponseObject | Reference> {
  const responses = [...byStatus([...PROBLEMS_EVERYWHERE, ...codes])].map(([status, same]) => [
    String(status),
    headers.length === 0 ? responseRef(same) : problemResponse(same, headers),
  ]);
  return Object.fromEntries(responses);
}

/** The components that `problemResponses` refers to. */
export function problemComponents(codes: readonly ErrorCode[]): Record<string, ResponseObject> {
  const groups = [...byStatus([...PROBLEMS_EVERYWHERE, ...codes]).values()];
  return Object.fromEntries(groups.map((same) => [responseName(same), problemResponse(same)]));
}

function responseRef(codes: SameStatus): Reference {
  return { $ref: `#/components/responses/${responseName(codes)}` };
}

function responseName(codes: SameStatus): string {
  return codes.map(pascalCase).join("Or");
}

function problemResponse(
  codes: SameStatus,
  headersOfAll: readonly HeaderName[] = [],
): ResponseObject {
  const refs = codes.map((code) => schemaRef(problemSchemaName(code)));
  const [only] = refs;
  const schema = refs.length === 1 && only !== undefined ? only : { oneOf: refs };
  const headers = new Set(codes.flatMap((code) => headersOf(factsOf(code).status)));
  return {
    description: codes.map((code) => `${factsOf(code).title} (\`${code}\`).`).join(" "),
    headers: headerRefs([...headers, ...headersOfAll]),
    content: { "application/problem+json": { schema } },
  };
}

function headersOf(status: number): HeaderName[] {
  return [
    ...(NOT_STORED.has(status) ? (["NotStored"] as const) : []),
    ...(status === 409 || status === 503 ? (["RetryAfter"] as const) : []),
    ...(status === 405 ? (["Allow"] as const) : []),
  ];
}
