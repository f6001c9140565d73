import type { ScanFault, ScanLimits } from "../json-scan.ts";
import type { InexactKind } from "./inexact-values.ts";

/** The sentences for a text that is valid JSON but is refused. */
interface Words {
  readonly expected: string;
  readonly received: string;
  readonly advice: string;
}

export const SCAN_WORDS: Readonly<Record<ScanFault["kind"], (limits: ScanLimits) => Words>> = {
  depth: ({ depth }) => ({
    expected: `at most ${depth} levels of nesting`,
    received: "more",
    advice: "Nest objects and arrays less deeply.",
  }),
  duplicate: () => ({
    expected: "each member name once",
    received: "the same name twice",
    advice: "Remove one of the two members, or rename it.",
  }),
  cost: ({ cost, costOfPart }) => ({
    expected: `at most ${cost} values, where each object, array, text and name counts ${costOfPart} times`,
    received: "more",
    advice: "Leave out what no report needs, or write fewer and longer rows of numbers.",
  }),
};

const SURROGATE = {
  expected: "well-formed Unicode",
  advice: "A character was cut in half. Write both halves, as in \\ud83d\\ude02, or leave it out.",
};

/** By the kind of fault, from the number as it is written. */
export const VALUE_WORDS: Readonly<Record<InexactKind, (number: string) => Words>> = {
  integer: (number) => ({
    expected: "an integer within ±(2^53−1)",
    received: `${number}, which cannot be held exactly`,
    advice:
      "A seed or an id may be written as text, in quotes. Any other integer must lie within ±9007199254740991.",
  }),
  overflow: (number) => ({
    expected: "a number within ±1.8e308",
    received: `${number}, which overflows`,
    advice: "Write a smaller number.",
  }),
  surrogate: () => ({ ...SURROGATE, received: "a lone surrogate" }),
  surrogateInName: () => ({ ...SURROGATE, received: "a lone surrogate in the name of a member" }),
  backslashInName: () => ({
    expected: "names of members without a backslash, which some runtimes read wrongly",
    received: "one with a backslash",
    advice: "Rename the member.",
  }),
};
