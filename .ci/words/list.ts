interface Rule {
  /** Literal words, matched in any case and across a line break of a comment. */
  readonly words: readonly string[];
  readonly instead: string;
}

/** Words that make a reader translate before they understand, and what to write instead. */
export const RULES: readonly Rule[] = [
  {
    words: ["whoever", "whomever", "somebody", "nobody"],
    instead:
      'name the actor, such as "the client", "the operator", "another process" or "no process"',
  },
  { words: ["anew"], instead: '"again"' },
  { words: ["mend", "mends", "mended", "mending"], instead: '"fix", "repair" or "correct"' },
  { words: ["but for"], instead: '"except" or "apart from"' },
  { words: ["in vain"], instead: '"without success", or say what failed' },
  {
    words: ["is none", "are none", "was none", "were none"],
    instead: '"is invalid", "is missing" or "does not exist"',
  },
  { words: ["ever after"], instead: '"from then on"' },
  { words: ["come again", "comes again", "came again"], instead: '"retry", "return" or "recur"' },
  {
    words: ["tells", "told", "asks who calls"],
    instead:
      '"returns", "logs", "reports", "contains", "distinguishes" or "requires authentication"',
  },
];

interface Exception {
  /** A file, or a folder with its closing slash, or the end of a file's name after `*`. */
  readonly path: string;
  readonly reason: string;
}

/** Texts that the rules do not apply to. Keep them few. */
export const EXCEPTIONS: readonly Exception[] = [
  { path: ".ci/words/list.ts", reason: "the list itself" },
  { path: "LICENSE", reason: "a legal text of others" },
  { path: "lib/report/fonts/LICENSE", reason: "a legal text of others" },
  { path: "lib/report/fonts/LICENSE-noto", reason: "a legal text of others" },
  { path: "lib/report/fonts/LICENSE-source-sans", reason: "a legal text of others" },
  { path: "*package-lock.json", reason: "npm writes it" },
  { path: "functions/demo/artifacts/", reason: "data of cases, which reports quote" },
];
