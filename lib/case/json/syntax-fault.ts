import { readerOf, readToken, type Expectation, type JsonReader } from "./json-reader.ts";

type Path = readonly (string | number)[];

/** Why a text is not JSON. */
export interface SyntaxFault {
  /** Index of the first character that cannot follow in any JSON text: where Node's own parser sees the fault. */
  readonly offset: number;
  /** Index of the first character of the token that the fault is in. */
  readonly start: number;
  readonly expects: Expectation;
  /** The path of the value that was being read. */
  readonly path: Path;
}

/** The first syntax fault before `limit`, or undefined. Linear in the length of the text. */
export function syntaxFaultIn(text: string, limit: number): SyntaxFault | undefined {
  const reader = readerOf(text);
  while (readToken(reader)) if (reader.at > limit) return undefined;
  const { at: offset, start, expects } = reader;
  if (offset > limit || (expects === "end" && offset === text.length)) return undefined;
  return { offset, start, expects, path: pathOf(reader) };
}

/**
 * The index in a JSON text of the value with this path, or of its name. Undefined when the text has no such path,
 * which happens when a runtime confused two names (docs/decisions/0006).
 */
export function offsetOf(text: string, path: Path, what: "value" | "name"): number | undefined {
  const reader = readerOf(text);
  do {
    const { expects } = reader;
    const atValue = expects === "value" || expects === "item";
    if (atValue && leadsTo(reader, path)) return whatStart(reader, what);
  } while (readToken(reader));
  return undefined;
}

function whatStart(reader: JsonReader, what: "value" | "name"): number {
  const container = reader.open.at(-1);
  if (what === "name" && container?.kind === "object") return container.nameStart;
  const space = /[ \t\r\n]*/y;
  space.lastIndex = reader.at;
  space.test(reader.text);
  return space.lastIndex;
}

function leadsTo(reader: JsonReader, path: Path): boolean {
  if (reader.open.length !== path.length) return false;
  // From the innermost on, because the outer ones are mostly equal.
  for (let level = path.length - 1; level >= 0; level--) {
    if (stepAt(reader, level) !== path[level]) return false;
  }
  return true;
}

function pathOf(reader: JsonReader): Path {
  const steps = reader.open.map((_, level) => stepAt(reader, level));
  const known = steps.indexOf(undefined);
  return steps.slice(0, known < 0 ? steps.length : known).filter((step) => step !== undefined);
}

/** The index or name that is being read at a level; undefined before an object's first name. */
function stepAt({ open, text }: JsonReader, level: number): string | number | undefined {
  const container = open[level];
  if (container?.kind !== "object") return container?.index;
  if (container.nameEnd === 0) return undefined;
  return String(JSON.parse(text.slice(container.nameStart, container.nameEnd)));
}
