import type { ClarityError, ErrorFacts, FileReason } from "../errors.ts";
import { systemErrorInWords } from "./system-errors.ts";

type Sentence = (error: Pick<ClarityError, "facts">) => string;

/** The messages about a file that the user named. */
export const FILE_SENTENCES: Readonly<Record<FileReason, Sentence>> = {
  output_is_folder: unwritable(() => "it is a folder"),
  output_folder_missing: unwritable(() => "its folder does not exist"),
  output_link_broken: unwritable(() => "it is a link that leads nowhere"),
  output_refused: unwritable(refusedBySystem),
  input_missing: ({ facts }) => `There is no file ${facts.path}.`,
  input_is_folder: unreadable(() => "it is a folder"),
  input_is_special: unreadable(() => "it is not a regular file"),
  input_refused: unreadable(refusedBySystem),
};

function unwritable(whyOf: (facts: ErrorFacts) => string): Sentence {
  return ({ facts }) => `${facts.path} cannot be written: ${whyOf(facts)}.`;
}

function unreadable(whyOf: (facts: ErrorFacts) => string): Sentence {
  return ({ facts }) => `${facts.path} cannot be read: ${whyOf(facts)}.`;
}

function refusedBySystem({ errorCode = "" }: ErrorFacts): string {
  return systemErrorInWords(errorCode);
}
