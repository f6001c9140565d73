import type { Context } from "hono";
import * as v from "valibot";
import { CaseIdSchema } from "../case/schemas.ts";
import { ClarityError } from "../errors.ts";
import type { AppEnv } from "./app.ts";

/** The case that the path names. @throws ClarityError `invalid_request` */
export function caseIdIn(context: Context<AppEnv>): string {
  const caseId = context.req.param("caseId");
  if (v.is(CaseIdSchema, caseId)) {
    context.set("caseId", caseId);
    return caseId;
  }
  throw malformedPath("a case id of 1 to 64 characters of A-Z, a-z, 0-9, _ and -");
}

export function malformedPath(expected: string): ClarityError {
  return new ClarityError("invalid_request", `The path is malformed: expected ${expected}.`);
}
