import { ClarityError } from "../../lib/errors.ts";
import { messageOf } from "../../lib/service/messages.ts";

/** The message that the error has at the edge. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof ClarityError)) throw error;
  return messageOf(error);
}
