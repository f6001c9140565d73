import { resolve } from "node:path";
import * as v from "valibot";
import { CASE_ID, CASE_ID_RULE } from "../../case/case-id.ts";
import { ClarityError } from "../../errors.ts";
import { readInputFile } from "../../store/file/input-file.ts";
import { grouped } from "../quantities.ts";

/** Enough for the manifest of 200,000 cases. */
const MAX_BYTES = 64 * 1024 * 1024;

const LineSchema = v.looseObject({ case_id: v.string() });

/**
 * The cases that a file names: one id on each line, or the manifest of an earlier batch. Sorted, each once.
 *
 * @param folder where a relative path starts
 * @param path as the user wrote it; messages repeat it
 * @throws ClarityError of `readInputFile`; `invalid_request` when a line is not a case id, or the file is too large
 */
export async function namedCases(folder: string, path: string): Promise<string[]> {
  const lines = (await readLines(folder, path)).map((line) => line.trim());
  const ids = lines.flatMap((line, index) => {
    if (line === "") return [];
    const id = line.startsWith("{") ? idInJson(line) : line;
    if (id !== undefined && CASE_ID.test(id)) return [id];
    throw malformed(
      `${path}, line ${index + 1}: expected a case id (${CASE_ID_RULE}), or a line of a manifest`,
    );
  });
  if (ids.length === 0) throw malformed(`${path} names no case; write one case id on each line`);
  return [...new Set(ids)].sort();
}

async function readLines(folder: string, path: string): Promise<string[]> {
  const input = await readInputFile(resolve(folder, path), path, MAX_BYTES);
  if ("bytes" in input) return new TextDecoder().decode(input.bytes).split("\n");
  const sizes = `it has ${grouped(input.tooLarge)} bytes; the limit is ${grouped(MAX_BYTES)}`;
  throw malformed(`${path} is too large: ${sizes}. Name the cases in several files`);
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
