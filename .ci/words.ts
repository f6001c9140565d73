/** `words.ts` lists the words of `words/list.ts` in the files that git knows or would add, and fails if any occur. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { checkedPart, findWords, isExcepted } from "./words/find.ts";

const LISTED = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];

const lines = execFileSync("git", LISTED, { encoding: "utf8", maxBuffer: 2 ** 26 })
  .split("\0")
  .filter((path) => path !== "" && !isExcepted(path) && existsSync(path))
  .flatMap(wordsIn);

function wordsIn(path: string): string[] {
  const bytes = readFileSync(path);
  // A picture, a font or a PDF.
  if (bytes.includes(0)) return [];
  return findWords(checkedPart(path, bytes.toString("utf8"))).map(
    ({ line, word, instead }) => `${path}:${line}: "${word}": write ${instead}`,
  );
}

if (lines.length > 0) {
  const advice = "Reword them; .ci/words/list.ts has the list and its exceptions.";
  process.stderr.write(
    `${lines.join("\n")}\n${lines.length} word(s) that are not allowed. ${advice}\n`,
  );
  process.exitCode = 1;
}
