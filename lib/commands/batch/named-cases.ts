import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import * as v from "valibot";
import { CASE_ID, CASE_ID_RULE } from "../../case/case-id.ts";
import { ClarityError } from "../../errors.ts";
import { errnoOf } from "../../store/failures.ts";

const LineSchema = v.looseObject({ case_id: v.string() });

/**
 * The cases that a file names: one id on each line, or the manifest of an earlier batch. Sorted, each once.
 *
 * @param folder where a relative path starts
 * @param path as the user wrote it; messages repeat it
 * @throws ClarityError `invalid_request`
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
  try {
    return (await readFile(resolve(folder, path), "utf8")).split("\n");
  } catch (cause) {
    throw malformed(
      `${path} cannot be read (${errnoOf(cause) ?? "unknown"}); check the path`,
      cause,
    );
  }
}

function idInJson(line: string): string | undefined {
  try {
    return v.parse(LineSchema, JSON.parse(line)).case_id;
  } catch {
    return undefined;
  }
}

function malformed(what: string, cause?: unknown): ClarityError {
  return new ClarityError("invalid_request", `${what}.`, { cause });
}
