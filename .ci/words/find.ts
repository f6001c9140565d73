import { EXCEPTIONS, RULES } from "./list.ts";

export interface Found {
  readonly line: number;
  readonly word: string;
  readonly instead: string;
}

/** Between two words: also a line break with the comment marks of the next line. */
const GAP = String.raw`(?:\s|[*/#])+`;

const INSTEAD_OF: ReadonlyMap<string, string> = new Map(
  RULES.flatMap(({ words, instead }) => words.map((word) => [word, instead])),
);

const ANY_WORD = new RegExp(
  String.raw`\b(?:${[...INSTEAD_OF.keys()].map((word) => word.replaceAll(" ", GAP)).join("|")})\b`,
  "gi",
);

/** The words of the list in a text, in its order; `line` counts from one. */
export function findWords(text: string): Found[] {
  return [...text.matchAll(ANY_WORD)].map(({ 0: match, index }) => {
    const word = match.toLowerCase().replaceAll(new RegExp(GAP, "g"), " ");
    return {
      line: text.slice(0, index).split("\n").length,
      word,
      instead: INSTEAD_OF.get(word) ?? "",
    };
  });
}

export function isExcepted(path: string): boolean {
  return EXCEPTIONS.some(({ path: excepted }) => {
    if (excepted.startsWith("*")) return path.endsWith(excepted.slice(1));
    return excepted.endsWith("/") ? path.startsWith(excepted) : path === excepted;
  });
}

/** What is checked of a file: all, except for the released parts of the changelog, which are history. */
export function checkedPart(path: string, text: string): string {
  if (path !== "CHANGELOG.md") return text;
  const [preface = "", unreleased = ""] = text.split(/^(?=## )/m);
  return preface + unreleased;
}
