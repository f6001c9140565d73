import { ERROR_CODES, type ErrorCode } from "../errors.ts";
import { NOT_STORED, PROBLEM_TITLES } from "../http/problem.ts";
import { headerRefs, type HeaderName } from "./headers.ts";
import { pascalCase, problemSchemaName, schemaRef } from "./schemas.ts";
import type { Reference, ResponseObject } from "./specification.ts";

/** What any route may answer, whatever it does. */
export const PROBLEMS_EVERYWHERE = ["invalid_request", "method_not_allowed", "internal"] as const;

/** Problems that one status stands for. */
type SameStatus = readonly ErrorCode[];

function byStatus(codes: readonly ErrorCode[]): ReadonlyMap<number, SameStatus> {
  const statuses = new Set(codes.map((code) => ERROR_CODES[code]));
  const sameAs = (status: number) => codes.filter((code) => ERROR_CODES[code] === status);
  return new Map([...statuses].map((status) => [status, sameAs(status)]));
}

/** The answers of a route to what goes wrong, by status: by reference, unless it adds headers of its own. */
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

/** Those that `problemResponses` refers to. */
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
  const headers = new Set(codes.flatMap((code) => headersOf(ERROR_CODES[code])));
  return {
    description: codes.map((code) => `${PROBLEM_TITLES[code]} (\`${code}\`).`).join(" "),
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
