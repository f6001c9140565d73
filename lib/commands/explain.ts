import type { CaseContent } from "../case/cases.ts";
import { differencesOf, type Difference, type Differences } from "../case/differences.ts";
import { ARTIFACTS, fileOf, type ArtifactName } from "../case/schemas.ts";
import { EXIT } from "./exit-codes.ts";
import { hashed } from "./hash.ts";
import { print, type Answer, type AnswerOptions, type Io } from "./io.ts";
import { columns, counted } from "./quantities.ts";
import { onOneLine } from "./visible.ts";

/** Per artifact, so that many differences in one do not hide those in the others. */
const SHOWN = 10;

interface ArtifactDifferences extends Differences {
  readonly artifact: ArtifactName;
}

/** Lists the differences that give two cases different keys. */
export async function explain(
  [first, second]: readonly [string, string],
  options: AnswerOptions,
  io: Io,
): Promise<number> {
  const a = await hashed(first, io);
  const b = await hashed(second, io);
  const isSame = a.key === b.key;
  const found = differencesBetween(a, b);
  const sides = [
    ["a", first, a.key],
    ["b", second, b.key],
  ];
  await print(io, { text: textOf(found, sides), json: jsonOf(found, a, b) }, options);
  return isSame ? EXIT.done : EXIT.refused;
}

function differencesBetween(a: CaseContent, b: CaseContent): ArtifactDifferences[] {
  return ARTIFACTS.filter((artifact) => a.hashes[artifact] !== b.hashes[artifact]).map(
    (artifact) => {
      const [one, other] = [a, b].map(({ texts }): unknown => parsed(texts[artifact]));
      const { total, first } = differencesOf(one, other, SHOWN);
      return { artifact, total, first };
    },
  );
}

function parsed(text: string | undefined): unknown {
  return text === undefined ? undefined : JSON.parse(text);
}

function totalOf(found: readonly ArtifactDifferences[]): number {
  return found.reduce((sum, { total }) => sum + total, 0);
}

function textOf(found: readonly ArtifactDifferences[], sides: readonly string[][]): string {
  const total = totalOf(found);
  if (total === 0) return `The keys are the same.\n${columns(sides)}`;
  const artifacts = found.map(({ artifact, total: count, first }) => {
    const shown = count > SHOWN ? `; the first ${SHOWN}` : "";
    const name = `${fileOf(artifact)}: ${counted(count, "difference")}${shown}`;
    return [name, ...first.map(differenceText)].join("\n");
  });
  const heading = `${counted(total, "difference")} between the artifacts:\n${columns(sides)}`;
  return [heading, ...artifacts].join("\n\n");
}

function differenceText({ pointer, a = "missing", b = "missing" }: Difference): string {
  return `  ${pointer === "" ? "the whole document" : onOneLine(pointer)}\n    a  ${a}\n    b  ${b}`;
}

function jsonOf(
  found: readonly ArtifactDifferences[],
  a: CaseContent,
  b: CaseContent,
): Answer["json"] {
  return {
    same: found.length === 0,
    a: { case_id: a.caseId, cache_key: a.key },
    b: { case_id: b.caseId, cache_key: b.key },
    total: totalOf(found),
    totals: Object.fromEntries(found.map(({ artifact, total }) => [artifact, total])),
    differences: found.flatMap(({ artifact, first }) =>
      first.map((difference) => Object.assign({ artifact }, difference)),
    ),
  };
}
