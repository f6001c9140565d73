import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../../lib/case/canonical-json.ts";
import { parseExactJson } from "../../../lib/case/exact-json.ts";
import { canonicalTexts, IMPLEMENTATIONS } from "./implementations.ts";
import { demoTexts, generatedTexts, numberTexts } from "./texts.ts";

const GENERATED = 2000;

/** The canonical JSON that the service hashes. */
function hashed(text: string): string {
  return canonicalJson(parseExactJson(new TextEncoder().encode(text)));
}

/** As `hashed`, also for integers that the service refuses to read. */
function written(text: string): string {
  return canonicalJson(JSON.parse(text));
}

describe.each(IMPLEMENTATIONS)("the service writes what $name writes", ({ command }) => {
  const differences = (texts: readonly string[], ours: (text: string) => string): string[] =>
    canonicalTexts(command, texts).flatMap((theirs, index) =>
      difference(ours(texts[index] ?? ""), theirs),
    );

  it("of every file of the demo cases", () => {
    const texts = demoTexts();
    expect(texts.length).toBeGreaterThan(25);
    expect(differences(texts, hashed)).toEqual([]);
  });

  it(`of ${GENERATED} generated texts`, () => {
    expect(differences(generatedTexts(GENERATED), hashed)).toEqual([]);
  });

  it(`of ${GENERATED} numbers of every magnitude`, () => {
    expect(differences(numberTexts(GENERATED), written)).toEqual([]);
  });
});

/** Both texts from shortly before the first place at which they differ. */
function difference(ours: string, theirs: string): string[] {
  if (ours === theirs) return [];
  let at = 0;
  while (ours[at] === theirs[at]) at++;
  const near = (text: string) => text.slice(Math.max(0, at - 20), at + 40);
  return [`${near(ours)} is not ${near(theirs)}`];
}
