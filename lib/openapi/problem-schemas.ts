import * as v from "valibot";
import { CaseIdSchema } from "../case/schemas.ts";
import { factsOf, problemType, type ErrorCode } from "../error-codes.ts";
import { CacheKeySchema } from "../http/answers.ts";
import { problemExample } from "./problem-examples.ts";

/** The members of every problem. Loose, because later versions may add members. */
export const ProblemSchema = v.pipe(
  v.looseObject({
    type: v.pipe(v.string(), v.description("`urn:clarity:problem:<code>`")),
    title: v.string(),
    status: v.pipe(v.number(), v.integer()),
    detail: v.pipe(v.string(), v.description("what is wrong, where, and what to do")),
  }),
  v.description("Problem details (RFC 9457). docs/errors.md explains each code."),
);

const aboutCase = { case_id: CaseIdSchema };
const aboutReport = { cache_key: CacheKeySchema };
const maybeAboutCase = { case_id: v.optional(CaseIdSchema) };
const maybeAboutReport = { cache_key: v.optional(CacheKeySchema) };
const requestId = v.pipe(v.string(), v.description("the id of the request in the log"));
const expected = v.pipe(v.string(), v.description("in words"));

const counted = (description: string) =>
  v.pipe(v.number(), v.integer(), v.minValue(1), v.description(description));

/** The additional members of each problem: the `details` of its errors. */
const MEMBERS = {
  invalid_request: {},
  not_found: { ...maybeAboutCase, ...maybeAboutReport, file: v.optional(v.string()) },
  method_not_allowed: {
    allow: v.pipe(v.string(), v.description("the methods that the path supports, as in `Allow`")),
  },
  in_progress: { ...aboutCase, ...aboutReport },
  body_too_large: {},
  unsupported_media_type: {},
  answer_too_large: {},
  invalid_body: {
    member: v.pipe(
      v.string(),
      v.description("the member of the body that does not match the schema"),
    ),
    expected,
  },
  unreportable_case: {
    ...aboutCase,
    file: v.pipe(v.string(), v.description("the artifact's file in the case's folder")),
    pointer: v.pipe(
      v.string(),
      v.description(
        "the place in the file, as a JSON Pointer (RFC 6901); empty for the whole file",
      ),
    ),
    line: v.optional(counted("the line in the file's text, from 1; absent where it is not known")),
    column: v.optional(counted("the column in that line, in characters (code points), from 1")),
    expected,
    received: v.pipe(v.string(), v.description("the received value, in words")),
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

/** One schema per problem, so that clients can distinguish problems by `type`. */
export function problemSchema(code: ErrorCode): v.GenericSchema {
  const own = v.looseObject({
    type: v.literal(problemType(code)),
    title: v.literal(factsOf(code).title),
    status: v.literal(factsOf(code).status),
    ...MEMBERS[code],
  });
  const problem: v.GenericSchema = v.intersect([ProblemSchema, own]);
  return v.pipe(problem, v.examples([problemExample(code)]));
}
