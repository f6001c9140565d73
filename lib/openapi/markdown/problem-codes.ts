import { ERROR_CODES, type ErrorCode } from "../../error-codes.ts";
import { problemSchemaName } from "../schemas.ts";
import type { ResponseObject } from "../specification.ts";
import { nameIn } from "./references.ts";

const BY_SCHEMA = new Map(ERROR_CODES.map((code) => [problemSchemaName(code), code]));

/** The codes of the problems that a response may have. */
export function problemCodes({ content }: ResponseObject): ErrorCode[] {
  const { schema } = content?.["application/problem+json"] ?? {};
  const names = (schema?.oneOf ?? [schema ?? {}]).map(nameIn);
  return names.flatMap((name) => BY_SCHEMA.get(name) ?? []);
}
