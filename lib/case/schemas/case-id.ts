import * as v from "valibot";

export const CASE_ID_RULE =
  "1 to 128 characters of A-Z, a-z, 0-9, ., _ and -, without a dot at either end or two in a row";

export const CaseIdSchema = v.pipe(
  v.string(),
  v.regex(/^(?=.{1,128}$)[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*$/, CASE_ID_RULE),
  v.description(`the name of the case's folder: ${CASE_ID_RULE}`),
);
