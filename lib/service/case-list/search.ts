import { summaryIn, type ListedCase } from "./listed-case.ts";

/** The beginning of a cache key: as many digits as the name of a report's file has, or more. */
const KEY = /^[0-9a-f]{12,64}$/;

/** Splits what a reader searches for. A case is found when it has every word. */
export function wordsIn(query: string): string[] {
  return folded(query).split(/\s+/).filter(Boolean);
}

/** The text of a case that a search looks at, folded. */
export function searchedText(listed: ListedCase): string {
  const summary = summaryIn(listed);
  const stated = [summary?.title, summary?.description, summary?.model_id];
  const axes = summary?.axes.map(({ axis }) => axis) ?? [];
  const problem = "problem" in listed ? ["unreadable", listed.problem.detail] : [];
  return folded([listed.case_id, ...stated, ...axes, ...problem].filter(Boolean).join("\n"));
}

/** The words that a text does not have. */
export function missingWords(text: string, words: readonly string[]): string[] {
  return words.filter((word) => !text.includes(word));
}

/** Whether a case has every word: in its text, or as the beginning of its key. */
export function isFound(text: string, key: string | undefined, words: readonly string[]): boolean {
  const missing = missingWords(text, words);
  return missing.every((word) => maybeKey(word) && key?.startsWith(word) === true);
}

/** Whether a word may be the beginning of a cache key. */
export function maybeKey(word: string): boolean {
  return KEY.test(word);
}

/** Without case and accents, so that `evidence` finds `évidence`. */
export function folded(text: string): string {
  return text
    .normalize("NFD")
    .replaceAll(/\p{Mn}/gu, "")
    .toLowerCase();
}
