/** Maximum length of a case id. */
export const LONGEST = 128;

/** The rule for case ids, in words. The page uses this module too, so it imports nothing. */
export const CASE_ID_RULE = `1 to ${LONGEST} characters of A-Z, a-z, 0-9, ., _ and -, without a dot at either end or two in a row`;

/** The characters of a case id, for patterns that contain one. Does not limit the length. */
export const CASE_ID_SYNTAX = String.raw`[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*`;

/** Matches a case id. A DICOM UID is one. */
export const CASE_ID = new RegExp(`^(?=.{1,${LONGEST}}$)${CASE_ID_SYNTAX}$`);
