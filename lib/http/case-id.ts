import type { Context } from "hono";
import { CASE_ID, CASE_ID_RULE } from "../case/case-id.ts";
import { ClarityError } from "../errors.ts";
import type { AppEnv } from "./app-env.ts";

/** The case that the path names. @throws ClarityError `invalid_request` */
export function caseIdIn(context: Context<AppEnv>): string {
  const caseId = context.req.param("caseId");
  if (caseId !== undefined && CASE_ID.test(caseId)) {
    context.set("caseId", caseId);
    return caseId;
  }
  throw malformedPath(`a case id (${CASE_ID_RULE})`);
}

export function malformedPath(expected: string): ClarityError {
  return new ClarityError("invalid_request", `The path is malformed: expected ${expected}.`);
}
