import * as v from "valibot";
import { CaseIdSchema } from "../case/schemas.ts";
import { ERROR_CODES, type ErrorCode } from "../errors.ts";
import { CacheKeySchema } from "../http/answers.ts";
import { PROBLEM_TITLES, problemType } from "../http/problem.ts";
import { problemExample } from "./problem-examples.ts";

/** What all problems share. Loose: a problem may come to say more. */
export const ProblemSchema = v.pipe(
  v.looseObject({
    type: v.pipe(v.string(), v.description("`urn:clarity:problem:<code>`")),
    title: v.string(),
    status: v.pipe(v.number(), v.integer()),
    detail: v.pipe(v.string(), v.description("what was expected, what was there and what to do")),
  }),
  v.description("Problem details (RFC 9457). docs/errors.md explains each code."),
);

const aboutCase = { case_id: CaseIdSchema };
const aboutReport = { cache_key: CacheKeySchema };
const maybeAboutCase = { case_id: v.optional(CaseIdSchema) };
const maybeAboutReport = { cache_key: v.optional(CacheKeySchema) };
const requestId = v.pipe(v.string(), v.description("what the request is logged under"));
const expected = v.pipe(v.string(), v.description("in words"));

const counted = (description: string) =>
  v.pipe(v.number(), v.integer(), v.minValue(1), v.description(description));

/** What each problem says besides: the `details` that its errors are made with. */
const MEMBERS = {
  invalid_request: {},
  not_found: { ...maybeAboutCase, ...maybeAboutReport, file: v.optional(v.string()) },
  method_not_allowed: {
    allow: v.pipe(v.string(), v.description("the methods that the path answers, as in `Allow`")),
  },
  in_progress: { ...aboutCase, ...aboutReport },
  body_too_large: {},
  unsupported_media_type: {},
  answer_too_large: {},
  invalid_body: {
    member: v.pipe(v.string(), v.description("the body's member that does not fit")),
    expected,
  },
  unreportable_case: {
    ...aboutCase,
    file: v.pipe(v.string(), v.description("the artifact's file in the case's folder")),
    pointer: v.pipe(
      v.string(),
      v.description("where in the file, as a JSON Pointer (RFC 6901); empty for the whole of it"),
    ),
    line: v.optional(counted("the line in the file's text, from 1; absent where it is not known")),
    column: v.optional(counted("the column in that line, in characters (code points), from 1")),
    expected,
    received: v.pipe(v.string(), v.description("what was there instead, in words")),
  },
  internal: { request_id: requestId },
  slots_exhausted: { ...maybeAboutCase, ...aboutReport, request_id: requestId },
  case_unsettled: aboutCase,
  held_off: { ...aboutCase, ...aboutReport },
  misconfigured: maybeAboutCase,
  no_capacity: maybeAboutCase,
  store_unavailable: { ...maybeAboutCase, ...maybeAboutReport },
  store_untrusted: maybeAboutCase,
} satisfies Record<ErrorCode, v.ObjectEntries>;

/** A problem as a schema of its own, so that clients can distinguish them by `type`. */
export function problemSchema(code: ErrorCode): v.GenericSchema {
  const own = v.looseObject({
    type: v.literal(problemType(code)),
    title: v.literal(PROBLEM_TITLES[code]),
    status: v.literal(ERROR_CODES[code]),
    ...MEMBERS[code],
  });
  const problem: v.GenericSchema = v.intersect([ProblemSchema, own]);
  return v.pipe(problem, v.examples([problemExample(code)]));
}
