import { ERROR_CODES, type ErrorCode } from "../errors.ts";

/** Every code, in the order of `ERROR_CODES`. */
export const CODES: readonly ErrorCode[] = Object.keys(ERROR_CODES).filter(isErrorCode);

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_CODES, code);
}
