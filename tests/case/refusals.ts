import { ClarityError } from "../../lib/errors.ts";

/** The error that an attempt ends in; fails if it is another sort of error, or none. */
export async function refusalOf(attempt: Promise<unknown>): Promise<ClarityError> {
  try {
    await attempt;
  } catch (error) {
    if (error instanceof ClarityError) return error;
    throw error;
  }
  throw new Error("expected a refusal, but the call succeeded");
}
