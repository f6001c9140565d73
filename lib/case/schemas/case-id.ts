import * as v from "valibot";
import { CASE_ID_RULE, CASE_ID_SYNTAX, LONGEST } from "../case-id.ts";

export const CaseIdSchema = v.pipe(
  v.string(),
  // Apart from the syntax, so that the API description has `maxLength`: generators of test data read no lookahead.
  v.maxLength(LONGEST, CASE_ID_RULE),
  v.regex(new RegExp(`^${CASE_ID_SYNTAX}$`), CASE_ID_RULE),
  v.description("the name of the case's folder"),
);
