/** JSON Pointers in words: `/baseline_metrics/drift` is “drift of the baseline”. */
import { decodeValue } from "../encoded-value.ts";
import { excerpt } from "../excerpt.ts";
import { exact } from "../numbers.ts";
import type { Pair } from "./pair.ts";

const LONGEST_NAME = 60;

/** Members whose names alone would not say what they are. */
const NAMES: Readonly<Record<string, string>> = {
  baseline_metrics: "baseline",
  config: "configuration",
  n_samples: "number of samples",
  probe_surface: "probes",
  r2l_sha: "R2L revision",
  std: "standard deviation",
};

const TERMS: readonly (readonly [RegExp, string])[] = [
  [/\bdelta esi\b/, "ΔESI"],
  [/\bdelta drift\b/, "Δdrift"],
  [/\besi\b/, "ESI"],
  [/\bcsi\b/, "CSI"],
  [/\bedm\b/, "EDM"],
  [/\bsha\b/, "SHA"],
];

/** Lists whose members hold items that have names of their own. */
const LISTS: Readonly<Record<string, (item: unknown) => string | undefined>> = {
  axes: axisName,
  confidence_surfaces: axisName,
  entropy_surfaces: axisName,
  points: (point) => pointName(point),
  probes: (probe) => cellName(probe),
  regions: (region) => named("region", memberOf(region, "region_id")),
  results: (result) => named("probe of", memberOf(memberOf(result, "probe"), "region_id")),
};

/**
 * The place in words, from the inside out. Items of lists are named after what they hold, if both values agree
 * about it, else by their number, counted from 1.
 *
 * @param values the two documents that the pointer leads into
 */
export function pointerWords(pointer: string, values: Pair<unknown>): string {
  const phrases: string[] = [];
  let { a, b } = values;
  let list: string | undefined;
  for (const token of tokensOf(pointer)) {
    [a, b] = [memberOf(a, token), memberOf(b, token)];
    const isItem = /^\d+$/.test(token);
    if (isItem && list !== undefined) phrases.pop();
    phrases.push(isItem ? itemWords(list, token, { a, b }) : nameWords(token));
    list = isItem ? undefined : token;
  }
  return joined(inRowsAndColumns(phrases));
}

function tokensOf(pointer: string): string[] {
  const tokens = pointer.split("/").slice(1);
  return tokens.map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function itemWords(list: string | undefined, token: string, { a, b }: Pair<unknown>): string {
  const number = Number(token) + 1;
  const nameOf = list === undefined ? undefined : LISTS[list];
  const names = new Set([a, b].flatMap((item) => (item === undefined ? [] : [nameOf?.(item)])));
  const [name] = names;
  if (names.size === 1 && name !== undefined) return name;
  if (list === "values") return `row ${token}`;
  return list === undefined ? `item ${number}` : `item ${number} of the ${nameWords(list)}`;
}

/** A matrix is a list of rows: the two numbers belong together. */
function inRowsAndColumns(phrases: readonly string[]): string[] {
  return phrases.flatMap((phrase, index) => {
    const row = phrases[index - 1];
    if (row?.startsWith("row ") === true && phrase.startsWith("item ")) {
      return [`${row}, column ${Number(phrase.slice("item ".length)) - 1}`];
    }
    const next = phrases[index + 1];
    const isMerged = phrase.startsWith("row ") && next?.startsWith("item ") === true;
    return isMerged ? [] : [phrase];
  });
}

/** `ESI of the point 0.8 of the axis brightness` */
function joined(phrases: readonly string[]): string {
  if (phrases.length === 0) return "the whole file";
  const [innermost = "", ...others] = phrases.toReversed();
  return [innermost, ...others.map(withArticle)].join(" of ");
}

function withArticle(phrase: string): string {
  return phrase.startsWith("item ") ? phrase : `the ${phrase}`;
}

function nameWords(token: string): string {
  const known = Object.hasOwn(NAMES, token) ? NAMES[token] : undefined;
  if (known !== undefined) return known;
  if (token === "") return "member without a name";
  const words = excerpt(token.replaceAll("_", " "), LONGEST_NAME);
  return TERMS.reduce((text, [term, written]) => text.replace(term, written), words);
}

function axisName(axis: unknown): string | undefined {
  return named("axis", memberOf(axis, "axis"));
}

function pointName(point: unknown): string | undefined {
  const value = memberOf(point, "value");
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  return named("point", decodeValue(value).label);
}

function cellName(probe: unknown): string | undefined {
  const [row, col] = [memberOf(probe, "row"), memberOf(probe, "col")];
  if (typeof row !== "number" || typeof col !== "number") return undefined;
  return `probe at row ${exact(row)}, column ${exact(col)}`;
}

function named(kind: string, name: unknown): string | undefined {
  if (typeof name === "number") return `${kind} ${exact(name)}`;
  return typeof name === "string" && name !== ""
    ? `${kind} ${excerpt(name, LONGEST_NAME)}`
    : undefined;
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  const member: unknown = Object.getOwnPropertyDescriptor(value, name)?.value;
  return member;
}
