/**
 * A strict reader of JSON texts that builds no values and always knows which tokens may come next. It only runs on
 * refused texts, to find the place of the fault. It does not recurse, so that nesting cannot overflow the stack.
 */

/** What may come next. `item` and `firstName` follow an opening bracket, so a closing one may come too. */
export type Expectation =
  | "value"
  | "item"
  | "name"
  | "firstName"
  | "colon"
  | "moreItems"
  | "moreMembers"
  | "end"
  | "digit"
  | "literal"
  | "hexDigit"
  | "escape"
  | "noControl"
  | "quote";

type Container =
  | { readonly kind: "array"; index: number }
  | { readonly kind: "object"; nameStart: number; nameEnd: number };

export interface JsonReader {
  readonly text: string;
  /** Index of the next character. */
  at: number;
  /** Index of the first character of the last token. */
  start: number;
  expects: Expectation;
  readonly open: Container[];
}

export function readerOf(text: string): JsonReader {
  return { text, at: 0, start: 0, expects: "value", open: [] };
}

/** Reads one token. Returns false if the next token is unexpected, or at the end of the text. */
export function readToken(reader: JsonReader): boolean {
  skipSpace(reader);
  reader.start = reader.at;
  return READERS[reader.expects]?.(reader) ?? false;
}

const READERS: Readonly<Partial<Record<Expectation, (reader: JsonReader) => boolean>>> = {
  value: readValue,
  item: readValue,
  name: readName,
  firstName: readName,
  colon: (reader) => take(reader, ":") && expect(reader, "value"),
  moreItems: readAfterItem,
  moreMembers: readAfterMember,
};

function expect(reader: JsonReader, next: Expectation): true {
  reader.expects = next;
  return true;
}

/** Notes what was expected at this place. */
function fail(reader: JsonReader, expected: Expectation): false {
  reader.expects = expected;
  return false;
}

function take(reader: JsonReader, character: string): boolean {
  if (reader.text[reader.at] !== character) return false;
  reader.at++;
  return true;
}

function skipSpace(reader: JsonReader): void {
  while (isSpace(reader.text.charCodeAt(reader.at))) reader.at++;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

function readValue(reader: JsonReader): boolean {
  const { text, at } = reader;
  const read = isDigit(reader) ? readNumber : SCALARS[text.charAt(at)];
  if (read !== undefined) return read(reader) && afterValue(reader);
  if (text[at] === "[") return open(reader, { kind: "array", index: 0 }, "item");
  if (text[at] === "{") {
    return open(reader, { kind: "object", nameStart: 0, nameEnd: 0 }, "firstName");
  }
  return text[at] === "]" && reader.expects === "item" && close(reader);
}

/** By their first character. */
const SCALARS: Readonly<Record<string, (reader: JsonReader) => boolean>> = {
  '"': readString,
  "-": readNumber,
  t: (reader) => readLiteral(reader, "true"),
  f: (reader) => readLiteral(reader, "false"),
  n: (reader) => readLiteral(reader, "null"),
};

function open(reader: JsonReader, container: Container, next: Expectation): true {
  reader.at++;
  reader.open.push(container);
  return expect(reader, next);
}

function close(reader: JsonReader): true {
  reader.at++;
  reader.open.pop();
  return afterValue(reader);
}

function afterValue(reader: JsonReader): true {
  const kind = reader.open.at(-1)?.kind;
  if (kind === undefined) return expect(reader, "end");
  return expect(reader, kind === "array" ? "moreItems" : "moreMembers");
}

function readName(reader: JsonReader): boolean {
  if (reader.text[reader.at] === "}") return reader.expects === "firstName" && close(reader);
  if (reader.text[reader.at] !== '"') return false;
  const nameStart = reader.at;
  if (!readString(reader)) return false;
  const object = reader.open.at(-1);
  if (object?.kind === "object") {
    object.nameStart = nameStart;
    object.nameEnd = reader.at;
  }
  return expect(reader, "colon");
}

function readAfterItem(reader: JsonReader): boolean {
  if (reader.text[reader.at] === "]") return close(reader);
  if (!take(reader, ",")) return false;
  const array = reader.open.at(-1);
  if (array?.kind === "array") array.index++;
  return expect(reader, "value");
}

function readAfterMember(reader: JsonReader): boolean {
  if (reader.text[reader.at] === "}") return close(reader);
  return take(reader, ",") && expect(reader, "name");
}

function readString(reader: JsonReader): boolean {
  const { text } = reader;
  reader.at++;
  for (;;) {
    const code = text.charCodeAt(reader.at);
    if (Number.isNaN(code)) return fail(reader, "quote");
    if (code < 0x20) return fail(reader, "noControl");
    reader.at++;
    if (code === 0x22) return true;
    if (code === 0x5c && !readEscape(reader)) return false;
  }
}

function readEscape(reader: JsonReader): boolean {
  const letter = reader.text[reader.at] ?? "";
  if (letter === "" || !'"\\/bfnrtu'.includes(letter)) return fail(reader, "escape");
  reader.at++;
  if (letter !== "u") return true;
  for (let digits = 0; digits < 4; digits++) {
    if (!/[0-9a-fA-F]/.test(reader.text[reader.at] ?? "")) return fail(reader, "hexDigit");
    reader.at++;
  }
  return true;
}

function readLiteral(reader: JsonReader, literal: string): boolean {
  for (const letter of literal) if (!take(reader, letter)) return fail(reader, "literal");
  return true;
}

function readNumber(reader: JsonReader): boolean {
  take(reader, "-");
  if (!take(reader, "0") && !readDigits(reader)) return false;
  if (take(reader, ".") && !readDigits(reader)) return false;
  if (!take(reader, "e") && !take(reader, "E")) return true;
  if (!take(reader, "+")) take(reader, "-");
  return readDigits(reader);
}

function readDigits(reader: JsonReader): boolean {
  if (!isDigit(reader)) return fail(reader, "digit");
  while (isDigit(reader)) reader.at++;
  return true;
}

function isDigit({ text, at }: JsonReader): boolean {
  const code = text.charCodeAt(at);
  return code >= 0x30 && code <= 0x39;
}
