import * as v from "valibot";
import { CASE_ID, CASE_ID_RULE } from "../../case/case-id.ts";
import { ClarityError } from "../../errors.ts";
import { readInputFile } from "../../store/file/input-file.ts";

/** A manifest of some 250,000 cases. */
const MAX_BYTES = 64 * 1024 * 1024;

const LineSchema = v.looseObject({ case_id: v.string() });

/**
 * The cases that a file names: one id on each line, or the manifest of an earlier batch. Sorted, each once.
 *
 * @param path absolute
 * @param name the path as the user gave it, for messages
 * @throws ClarityError `invalid_request`, `not_found`
 */
export async function namedCases(path: string, name: string): Promise<string[]> {
  const lines = (await readLines(path, name)).map((line) => line.trim());
  const ids = lines.flatMap((line, index) => {
    if (line === "") return [];
    const id = line.startsWith("{") ? idInJson(line) : line;
    if (id !== undefined && CASE_ID.test(id)) return [id];
    throw malformed(
      `${name}, line ${index + 1}: expected a case id (${CASE_ID_RULE}), or a line of a manifest`,
    );
  });
  if (ids.length === 0) throw malformed(`${name} names no case; write one case id on each line`);
  return [...new Set(ids)].sort();
}

async function readLines(path: string, name: string): Promise<string[]> {
  const input = await readInputFile(path, name, MAX_BYTES);
  if (input.tooLarge === undefined) return new TextDecoder().decode(input.bytes).split("\n");
  throw malformed(`${name} has ${input.tooLarge} bytes; the limit is ${MAX_BYTES}`);
}

function idInJson(line: string): string | undefined {
  try {
    return v.parse(LineSchema, JSON.parse(line)).case_id;
  } catch {
    return undefined;
  }
}

function malformed(what: string): ClarityError {
  return new ClarityError("invalid_request", `${what}.`);
}
