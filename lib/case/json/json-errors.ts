import { toPointer, type ScanFault, type ScanLimits } from "../json-scan.ts";
import { binaryKindOf, textKindOf, type FileKind } from "./file-kinds.ts";
import { InexactJsonError } from "./inexact-json-error.ts";
import type { InexactValue } from "./inexact-values.ts";
import { SCAN_WORDS, VALUE_WORDS } from "./inexact-words.ts";
import { positionAt, textAround, visible, type TextPosition } from "./text-position.ts";
import { offsetOf, syntaxFaultIn } from "./syntax-fault.ts";
import { EXPECTED, findingAt } from "./syntax-words.ts";
import { required } from "../../required.ts";

const SHOWN_DIGITS = 40;
const REPLACEMENT = "\ufffd";
const ENCODER = new TextEncoder();
const REPLACEMENT_BYTES = ENCODER.encode(REPLACEMENT);
const START: TextPosition = { line: 1, column: 1 };

/** Why bytes are not UTF-8: the kind of file that they are, or the place of the first invalid byte. */
export function encodingError(bytes: Uint8Array, cause: unknown): InexactJsonError {
  const kind = binaryKindOf(bytes);
  if (kind !== undefined) return wrongKind(kind, START, cause);
  const wrong = firstWrongByte(bytes);
  const text = wrong.before.replace(/^\ufeff/, "");
  const hex = required(bytes[wrong.at], "the wrong byte lies in the file")
    .toString(16)
    .toUpperCase()
    .padStart(2, "0");
  const fault = {
    pointer: "",
    expected: "UTF-8 text",
    received: `the byte 0x${hex}, which is not UTF-8 there`,
    position: positionAt(text, text.length),
    near: textAround(text, text.length),
    advice: "Save the file as UTF-8 (it may be Latin-1 or Windows-1252, or damaged).",
  };
  return new InexactJsonError(fault, { cause });
}

/** Its index, and the text before it. A decoder writes U+FFFD for it, which a text may also contain itself. */
function firstWrongByte(bytes: Uint8Array): { readonly at: number; readonly before: string } {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  let at = 0;
  let seen = 0;
  for (;;) {
    const next = text.indexOf(REPLACEMENT, seen);
    if (next < 0) throw new Error("firstWrongByte: the bytes are UTF-8");
    at += ENCODER.encode(text.slice(seen, next)).length;
    if (REPLACEMENT_BYTES.some((byte, index) => bytes[at + index] !== byte)) {
      return { at, before: text.slice(0, next) };
    }
    at += REPLACEMENT_BYTES.length;
    seen = next + 1;
  }
}

function wrongKind(
  { name, advice }: FileKind,
  position: TextPosition,
  cause: unknown,
): InexactJsonError {
  const expected = "a JSON document in UTF-8";
  const fault = { pointer: "", expected, received: name, position, advice };
  return new InexactJsonError(fault, { cause });
}

/** The first syntax fault before `limit`, or undefined when the text is JSON up to there. */
export function syntaxError(
  bytes: Uint8Array,
  text: string,
  limit: number,
  cause?: unknown,
): InexactJsonError | undefined {
  const fault = syntaxFaultIn(text, limit);
  if (fault === undefined) return undefined;
  const binary = binaryKindOf(bytes);
  if (binary !== undefined) return wrongKind(binary, START, cause);
  const position = positionAt(text, fault.offset);
  const kind = isAtStart(text, fault.start) ? textKindOf(text) : undefined;
  if (kind !== undefined) return wrongKind(kind, position, cause);
  const { found, advice } = findingAt(text, fault);
  return new InexactJsonError(
    {
      pointer: toPointer(fault.path),
      expected: EXPECTED[fault.expects],
      received: found,
      position,
      near: textAround(text, fault.offset),
      advice,
    },
    { cause },
  );
}

function isAtStart(text: string, start: number): boolean {
  return text.slice(0, start).trim() === "";
}

export function scanError(text: string, fault: ScanFault, limits: ScanLimits): InexactJsonError {
  const { pointer, offset } = fault;
  const position = positionAt(text, offset);
  const near = textAround(text, offset);
  return new InexactJsonError({ pointer, position, near, ...SCAN_WORDS[fault.kind](limits) });
}

export function inexactValueError(text: string, fault: InexactValue): InexactJsonError {
  const { kind, path, name } = fault;
  const where = name === undefined ? path : [...path, name];
  const offset = offsetOf(text, where, name === undefined ? "value" : "name");
  return new InexactJsonError({
    pointer: toPointer(path),
    ...(offset === undefined
      ? {}
      : { position: positionAt(text, offset), near: textAround(text, offset) }),
    ...VALUE_WORDS[kind](offset === undefined ? "a number" : numberAt(text, offset)),
  });
}

function numberAt(text: string, offset: number): string {
  const digits = /^[-+\d.eE]+/.exec(text.slice(offset, offset + SHOWN_DIGITS + 1))?.[0] ?? "";
  return visible(digits.length > SHOWN_DIGITS ? `${digits.slice(0, SHOWN_DIGITS)}…` : digits);
}
