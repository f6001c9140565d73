import { expect } from "vitest";
import { readCase } from "../../lib/case/read-case.ts";
import { ARTIFACTS, type ArtifactName } from "../../lib/case/schemas.ts";
import { artifactsOf } from "./case-files.ts";
import { isList, type Json } from "./json-texts.ts";
import { artifactsOfDigest } from "./marks.ts";
import { sentenceOf } from "../store/sentence-of.ts";
import { refusalOf } from "./refusals.ts";
import { ScriptedSource } from "./sources.ts";

export const CASE = "case_1";
type Path = readonly (string | number)[];
export type Place = { readonly artifact: ArtifactName; readonly path: Path };

/** Reads the case after one change in one artifact; `undefined` takes the member out. */
export async function readWith({ artifact, path }: Place, value: Json | undefined) {
  const artifacts = artifactsOf(CASE);
  const edited = {
    ...artifacts,
    [artifact]: replaced(artifacts[artifact], path, value),
  };
  const source = new ScriptedSource();
  for (const name of ARTIFACTS) {
    source.edit(CASE, { [`${name}.json`]: JSON.stringify(edited[name]) });
  }
  const read = await readCase(source, CASE);
  return { ...read, artifacts: artifactsOfDigest(CASE, read) };
}

function replaced(within: Json, path: Path, value: Json | undefined): Json | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  if (isList(within)) {
    return within.map((item, at) => (at === first ? (replaced(item, rest, value) ?? null) : item));
  }
  if (typeof within !== "object" || within === null) throw new Error(`no member ${first}`);
  const members: [string, Json][] = [];
  for (const [name, member] of Object.entries(within)) {
    const other = name === first ? replaced(member, rest, value) : member;
    if (other !== undefined) members.push([name, other]);
  }
  return Object.fromEntries(members);
}

/** The fault that the change is refused for, which the message and the details must agree on. */
export async function faultWith(place: Place, value: Json | undefined) {
  const error = await refusalOf(readWith(place, value));
  const { code, status, details } = error;
  const { pointer, expected, received } = details;
  expect({ code, status }).toEqual({ code: "unreportable_case", status: 422 });
  expect(details).toEqual({
    case_id: CASE,
    file: `${place.artifact}.json`,
    pointer,
    expected,
    received,
  });
  const where = pointer === "" ? "" : ` at ${String(pointer)}`;
  expect(sentenceOf(error)).toBe(
    `Case ${CASE} cannot be reported: ${place.artifact}.json${where}: expected ${String(expected)}, found ${String(received)}. ` +
      "docs/case-format.md says what a case may contain. " +
      "If you did not make this file, ask the producer of the case for a corrected one.",
  );
  return { pointer, expected, received };
}
