/** Which members of two cases differ, artifact by artifact, in words: `hash --explain` for an auditor. */
import { type ArtifactName, ARTIFACTS, fileOf } from "../../../case/artifact-names.ts";
import { differencesOf } from "../../../case/differences.ts";
import type { TableContent } from "../tables/content.ts";
import type { Pair } from "./pair.ts";
import { pointerWords } from "./pointer-words.ts";

/** The artifacts of a case as JSON, before their schemas drop what is null. */
export type RawArtifacts = Readonly<Partial<Record<ArtifactName, unknown>>>;

interface MemberDifference {
  readonly words: string;
  /** JSON Pointer (RFC 6901), shortened. */
  readonly pointer: string;
  /** Short enough to print; undefined where the case has no such member. */
  readonly a: string | undefined;
  readonly b: string | undefined;
}

export interface ArtifactDifferences {
  readonly artifact: ArtifactName;
  /** Which cases have the artifact. */
  readonly in: "both" | "a" | "b";
  readonly total: number;
  /** The first differences, up to the limit. */
  readonly first: readonly MemberDifference[];
}

/** Every artifact that either case has, with the places where the two differ. */
export function memberDifferences(raw: Pair<RawArtifacts>, limit: number): ArtifactDifferences[] {
  return ARTIFACTS.flatMap((artifact): ArtifactDifferences[] => {
    const values = { a: raw.a[artifact], b: raw.b[artifact] };
    if (values.a === undefined && values.b === undefined) return [];
    if (values.a === undefined) return [{ artifact, in: "b", total: 1, first: [] }];
    if (values.b === undefined) return [{ artifact, in: "a", total: 1, first: [] }];
    const { total, first } = differencesOf(values.a, values.b, limit);
    const members = first.map(({ pointer, a, b }) => ({
      words: pointerWords(pointer, values),
      pointer,
      a,
      b,
    }));
    return [{ artifact, in: "both", total, first: members }];
  });
}

const MISSING = "missing";

/** The differences of an artifact. */
export function membersTable({ artifact, total, first }: ArtifactDifferences): TableContent {
  const shown = total > first.length ? `The first ${first.length} of ${total}` : `All ${total}`;
  return {
    caption: `${shown} differences of ${fileOf(artifact)}. Items of lists are compared by their position.`,
    columns: [
      { head: "What differs", align: "left" },
      { head: "A", align: "left" },
      { head: "B", align: "left" },
      { head: "JSON Pointer", align: "left" },
    ],
    rows: first.map(({ words, pointer, a, b }) => [
      words,
      a ?? MISSING,
      b ?? MISSING,
      pointer === "" ? "the whole file" : pointer,
    ]),
  };
}
