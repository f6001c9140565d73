import * as v from "valibot";

const RULE =
  "1 to 128 characters of A-Z, a-z, 0-9, ., _ and -, without a dot at either end or two in a row";

export const CaseIdSchema = v.pipe(
  v.string(),
  v.regex(/^(?=.{1,128}$)[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*$/, RULE),
  v.description(`the name of the case's folder: ${RULE}`),
);
