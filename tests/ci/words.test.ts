import { existsSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { checkedPart, findWords, isExcepted } from "../../.ci/words/find.ts";
import { EXCEPTIONS, RULES } from "../../.ci/words/list.ts";

const WORDS = RULES.flatMap(({ words, instead }) => words.map((word) => ({ word, instead })));

describe.each(WORDS)("the word $word", ({ word, instead }) => {
  it("is found in a sentence, with its line and what to write instead", () => {
    expect(findWords(`First.\nThen, ${word} follows.`)).toEqual([{ line: 2, word, instead }]);
  });

  it("is found in any case", () => {
    expect(findWords(word.toUpperCase())).toEqual([{ line: 1, word, instead }]);
  });

  it.each(["\n", "\n   * ", "\n  // ", "\n# "])(
    "is found when its lines are broken by %j",
    (gap) => {
      expect(findWords(word.replaceAll(" ", gap))).toEqual([{ line: 1, word, instead }]);
    },
  );

  it("is not found as a part of a longer word", () => {
    expect(findWords(`re${word} ${word}able ${word}Name`)).toEqual([]);
  });
});

test("a text with several words has them all, in its order", () => {
  const [first, second] = WORDS.map(({ word }) => word);
  const found = findWords(`${second}\n\n${first} ${second}`);
  expect(found.map(({ line, word }) => [line, word])).toEqual([
    [1, second],
    [3, first],
    [3, second],
  ]);
});

test("every exception has a reason", () => {
  expect(EXCEPTIONS.filter(({ reason }) => reason === "")).toEqual([]);
});

test("every exception that names a file or a folder names an existing one", () => {
  const named = EXCEPTIONS.map(({ path }) => path).filter((path) => !path.startsWith("*"));
  expect(named.filter((path) => !existsSync(path))).toEqual([]);
});

test.each([
  ["LICENSE", true],
  ["docs/LICENSE", false],
  ["tests/browsers/package-lock.json", true],
  ["functions/demo/artifacts/case_001/metrics.json", true],
  ["functions/demo/generate.ts", false],
])("%s is an exception: %j", (path, expected) => {
  expect(isExcepted(path)).toBe(expected);
});

test("only the unreleased part of the changelog is checked", () => {
  const changelog = "# Changelog\n\n## Unreleased\n\n- new\n\n## 0.1.0\n\n- old\n";
  expect(checkedPart("CHANGELOG.md", changelog)).toBe("# Changelog\n\n## Unreleased\n\n- new\n\n");
  expect(checkedPart("docs/api.md", changelog)).toBe(changelog);
});
