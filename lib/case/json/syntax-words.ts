import type { Expectation } from "./json-reader.ts";
import { codePoint, positionAt, visible } from "./text-position.ts";
import type { SyntaxFault } from "./syntax-fault.ts";

/** What JSON allows at a place, in words. */
export const EXPECTED: Readonly<Record<Expectation, string>> = {
  value: "a JSON value",
  item: "a JSON value or ]",
  name: "the name of a member in double quotes",
  firstName: "the name of a member in double quotes, or }",
  colon: "a colon after the name of a member",
  moreItems: "a comma or ]",
  moreMembers: "a comma or }",
  end: "the end of the file after the JSON document",
  digit: "a digit",
  literal: "true, false or null",
  hexDigit: "four hexadecimal digits after \\u",
  escape: 'one of " \\ / b f n r t u after a backslash',
  noControl: "text without control characters",
  quote: "a double quote that ends the text",
};

export interface Finding {
  /** In words that follow "found". */
  readonly found: string;
  readonly advice: string;
}

/** A place in a text that is not JSON, as input of the rules below. */
interface Scene extends SyntaxFault {
  readonly text: string;
  /** The text from the start of the token on, cut short. */
  readonly token: string;
  /** The text from the fault on, cut short. */
  readonly rest: string;
  /** The last character before the token that is not white space. */
  readonly before: string;
}

/** Undefined when the rule says nothing about the place. */
type Rule = (scene: Scene) => Finding | undefined;

const LOOKED_AT = 64;
const SHOWN_WORD = 30;
const CUT_OFF_OR_OPEN = "The file is cut off, or the closing quote of this text is missing.";
const CUT_OFF = "The file is cut off. Copy or write it again to its end.";

/** Names what is at the place of a fault, and says what to do about it. */
export function findingAt(text: string, fault: SyntaxFault): Finding {
  const { offset, start } = fault;
  const scene: Scene = {
    ...fault,
    text,
    token: text.slice(tokenStart(text, fault), start + LOOKED_AT),
    rest: text.slice(offset, offset + LOOKED_AT),
    before: lastBefore(text, start),
  };
  for (const rule of RULES) {
    const finding = rule(scene);
    if (finding !== undefined) return finding;
  }
  return otherCharacter(scene);
}

/** If the fault directly follows a number, the number is part of the fault: `01`, `0x10`, `1.5.2`. */
function tokenStart(text: string, { expects, start }: SyntaxFault): number {
  if (expects !== "moreItems" && expects !== "moreMembers" && expects !== "end") return start;
  const touching = /[-\d.eE+]*\d$/.exec(text.slice(Math.max(0, start - LOOKED_AT), start))?.[0];
  return start - (touching?.length ?? 0);
}

function lastBefore(text: string, start: number): string {
  return text.slice(0, start).trimEnd().at(-1) ?? "";
}

const endOfText: Rule = ({ rest, expects, text, start }) => {
  if (rest !== "") return undefined;
  if (text[start] !== '"') return { found: "the end of the file", advice: CUT_OFF };
  const { line, column } = positionAt(text, start);
  const found = `the end of the file inside the text that begins at line ${line}, column ${column}`;
  return { found, advice: expects === "quote" ? CUT_OFF_OR_OPEN : CUT_OFF };
};

const inString: Rule = ({ expects, rest, text, offset }) => {
  const [character = ""] = rest;
  if (expects === "noControl") {
    const escape = JSON.stringify(character).slice(1, -1);
    const found = `the control character ${codePoint(character)} inside a text`;
    return { found, advice: `Write it as ${escape}, or close the text before it.` };
  }
  if (expects === "escape") {
    const advice = "Write a backslash as \\\\ (in a Windows path, too).";
    return { found: `the escape \\${visible(character)}`, advice };
  }
  if (expects !== "hexDigit") return undefined;
  const escape = visible(text.slice(text.lastIndexOf("\\", offset), offset + 1));
  return { found: `the escape ${escape}`, advice: "Write four hexadecimal digits, as in \\u00e9." };
};

const zeroByte: Rule = ({ rest }) =>
  rest.startsWith("\0")
    ? { found: "a zero byte (U+0000)", advice: `Text does not contain zero bytes. ${CUT_OFF}` }
    : undefined;

const NOT_A_NUMBER =
  "JSON has no such number. Write a number, or leave the member out where none is known.";
const CONSTANT = "Write true, false or null in lower case, without quotes.";
const QUOTE = "Put text in double quotes.";

/** Words that other languages have for values, in lower case. */
const WORDS: Readonly<Record<string, string>> = {
  nan: NOT_A_NUMBER,
  infinity: NOT_A_NUMBER,
  inf: NOT_A_NUMBER,
  none: "JSON writes Python's None as null.",
  true: CONSTANT,
  false: CONSTANT,
  null: CONSTANT,
  nil: "Write null.",
  undefined: "Write null, or leave the member out.",
};

const word: Rule = ({ expects, token }) => {
  if (!["value", "item", "literal", "digit"].includes(expects)) return undefined;
  const match = /^[-+]?(?:1\.#\w+|[\p{L}_$][\p{L}\p{N}_$]*)/u.exec(token)?.[0];
  if (match === undefined) return undefined;
  const plain = match.toLowerCase().replace(/^[-+]/, "");
  const advice = plain.startsWith("1.#") ? NOT_A_NUMBER : (WORDS[plain] ?? QUOTE);
  return { found: visible(match.slice(0, SHOWN_WORD)), advice };
};

const quotes: Rule = ({ rest }) => {
  const [, quote] = /^(['`‘’“”„«»])/.exec(rest) ?? [];
  if (quote === undefined) return undefined;
  const kind = quote === "'" ? "a single quote" : `the quotation mark ${quote}`;
  const advice = 'JSON has double quotes (") only. Python: write with json.dump, not str or repr.';
  return { found: kind, advice };
};

const comment: Rule = ({ rest }) =>
  /^(?:\/\/|\/\*|#)/.test(rest)
    ? { found: "a comment", advice: "JSON has no comments. Remove it." }
    : undefined;

const comma: Rule = ({ rest, before, expects }) => {
  if (/^[\]}]/.test(rest) && before === ",") {
    const found = `${rest.charAt(0)} after a trailing comma`;
    return { found, advice: "Remove the comma before it." };
  }
  if (!rest.startsWith(",") || expects === "colon" || expects === "end") return undefined;
  const found = "a comma with nothing before it";
  return { found, advice: "Remove the comma, or write null where a value is not known." };
};

/** Spellings of numbers that JSON does not have, by the text from the number's start on. */
const NUMBERS: readonly (readonly [begin: RegExp, found: string, advice: string])[] = [
  [/^-?0[xXoObB]/, "a hexadecimal, octal or binary number", "Write the number in decimal digits."],
  [/^-?0\d/, "a number with a leading zero", "Remove the zero, or put the number in quotes."],
  [/^\+/, "a plus sign before a number", "Remove the plus sign."],
  [/^-?\.\d/, "a number without a digit before its point", "Write the zero, as in 0.5."],
  [/^-?\d+\.(?!\d)/, "a number without a digit after its point", "Write a zero, as in 1.0."],
  [/^-?[\d.]+[eE][+-]?(?!\d)/, "an exponent without digits", "Write its digits, as in 1e-7."],
  [/^-?[\d.]+n\b/, "a number with n at its end", "Remove the n."],
  [/^-?\d+_/, "an underscore inside a number", "Write the digits without it."],
  [/^-(?!\d)/, "a minus sign without a number", "Write the number's digits after it."],
  [/^-?\d+\.\d+\./, "a number with two points", QUOTE],
  [/^-?\d+-/, "a minus sign inside a number", QUOTE],
  [/^-?\d[\d.eE+-]*\p{L}/u, "a letter after a number", "Remove the letter, or use quotes."],
];

const number: Rule = ({ token }) => {
  const match = NUMBERS.find(([begin]) => begin.test(token));
  return match === undefined ? undefined : { found: match[1], advice: match[2] };
};

const bareName: Rule = ({ expects, rest }) => {
  if (expects !== "name" && expects !== "firstName") return undefined;
  const name = /^[\p{L}\p{N}_$-]+/u.exec(rest)?.[0];
  if (name === undefined) return undefined;
  const found = `the name ${visible(name.slice(0, SHOWN_WORD))} without quotes`;
  return { found, advice: "Put the names of members in double quotes." };
};

const STARTS_VALUE = /^["{[\d\-tfn]/;

const moreText: Rule = ({ expects, rest }) => {
  if (expects !== "end") return undefined;
  if (/^[\]}]/.test(rest)) return { found: "one closing bracket too many", advice: "Remove it." };
  if (!STARTS_VALUE.test(rest)) return undefined;
  const found = "a second JSON document";
  const advice = "An artifact is one JSON document, not JSON Lines. Keep one, or write an array.";
  return { found, advice };
};

const missingComma: Rule = ({ expects, rest }) => {
  if (expects !== "moreItems" && expects !== "moreMembers") return undefined;
  const closing = expects === "moreItems" ? "}" : "]";
  if (rest.startsWith(closing)) {
    return { found: closing, advice: "The brackets do not match. Write the one that is expected." };
  }
  if (!STARTS_VALUE.test(rest)) return undefined;
  return { found: "a value without a comma before it", advice: "Write the comma." };
};

/** The first rule that matches wins: words come before numbers, because `-Infinity` is both. */
const RULES: readonly Rule[] = [
  endOfText,
  inString,
  zeroByte,
  word,
  quotes,
  comment,
  comma,
  number,
  moreText,
  missingComma,
  bareName,
];

function otherCharacter({ rest }: Scene): Finding {
  const character = String.fromCodePoint(rest.codePointAt(0) ?? 0);
  const shown = /[!-~]/.test(character) ? `the character ${character}` : codePoint(character);
  return { found: shown, advice: "Remove it, or write what is expected." };
}
