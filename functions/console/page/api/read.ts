import * as v from "valibot";

/** Makes a value of what the service answers. @throws Error with what was expected, where and what was found */
export type Read<T> = (value: unknown) => T;

/** Reads a value with one of the service's own schemas. */
export function readAs<S extends v.GenericSchema>(schema: S): Read<v.InferOutput<S>> {
  return (value) => {
    const result = v.safeParse(schema, value, { abortEarly: true });
    if (result.success) return result.output;
    throw new Error(faultWords(result.issues[0]));
  };
}

/** The service's own validations carry what they expect as their message. */
function faultWords(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue);
  const where = path === null ? "" : `${path}: `;
  if (issue.input === undefined) return `${where}expected a value, found nothing`;
  const expected = issue.kind === "schema" ? (issue.expected ?? issue.message) : issue.message;
  return `${where}expected ${expected}, found ${issue.received}`;
}
