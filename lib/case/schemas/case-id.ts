import * as v from "valibot";
import { CASE_ID, CASE_ID_RULE } from "../case-id.ts";

export const CaseIdSchema = v.pipe(
  v.string(),
  v.regex(CASE_ID, CASE_ID_RULE),
  v.description(`the name of the case's folder: ${CASE_ID_RULE}`),
);
