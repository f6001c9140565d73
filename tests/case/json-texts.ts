import * as fc from "fast-check";

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

/** A JSON text before it is written: members keep their order, and a name may come twice. */
export type Node =
  | { readonly kind: "leaf"; readonly value: null | boolean | number | string }
  | { readonly kind: "array"; readonly items: readonly Node[] }
  | { readonly kind: "object"; readonly members: readonly (readonly [string, Node])[] };

/** Chooses a whole number from 0 to below `below`. */
export type Choose = (below: number) => number;

/** Choices that follow from a seed (mulberry32), so that fast-check can repeat them. */
export function chooser(seed: number): Choose {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

export const seeds = fc.integer();

/** Names that trip up code which treats objects as dictionaries, or writes JSON by hand. */
const AWKWARD = [
  "__proto__",
  "constructor",
  "toString",
  "toJSON",
  "length",
  "",
  "0",
  "1",
  "10",
  "9",
  "-1",
  "a/b~c",
  '"',
  "\\",
  '\\"]}',
  "[{,:",
  "\u0000",
  "\u2028",
  "é",
  "e\u0301",
  "\u{1f602}",
  "\ufb33",
];

export const strings = fc.oneof(
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.constantFrom(...AWKWARD),
);

/** Every name that the service accepts. */
const names = strings.filter((text) => !text.includes("\\"));

/** Every number that the service accepts. */
const numbers = fc.oneof(
  fc.integer({ min: -1000, max: 1000 }),
  fc.maxSafeInteger(),
  fc.maxSafeInteger().map((n) => n / 1e9),
  fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .filter((x) => !Number.isInteger(x) || Number.isSafeInteger(x)),
);

/** Every JSON value that the service accepts. −0 has separate tests: JSON.stringify writes 0. */
export const jsons: fc.Arbitrary<Json> = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 5, depthSize: "small" },
    fc.constantFrom(null, true, false),
    numbers.map((x) => (x === 0 ? 0 : x)),
    strings,
    fc.array(tie("json"), { maxLength: 5 }),
    fc.dictionary(names, tie("json"), { maxKeys: 5, noNullPrototype: true }),
  ),
})).json;

export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function nodeOf(value: Json): Node {
  if (typeof value !== "object" || value === null) return { kind: "leaf", value };
  if (isList(value)) return { kind: "array", items: value.map(nodeOf) };
  const members = Object.entries(value).map(([name, member]) => [name, nodeOf(member)] as const);
  return { kind: "object", members };
}

/** The same value, written as differently as JSON allows: order, white space, escapes, digits. */
export function disguised(value: Json, choose: Choose): string {
  return written(reordered(nodeOf(value), choose), choose);
}

function reordered(node: Node, choose: Choose): Node {
  if (node.kind === "leaf") return node;
  if (node.kind === "array") {
    return { kind: "array", items: node.items.map((item) => reordered(item, choose)) };
  }
  const members = node.members.map(([name, member]) => [name, reordered(member, choose)] as const);
  return { kind: "object", members: shuffled(members, choose) };
}

function shuffled<T>(items: readonly T[], choose: Choose): T[] {
  const rest = [...items];
  return items.flatMap(() => rest.splice(choose(rest.length), 1));
}

const GAPS = ["", "", "", " ", "\n", "\t", "\r\n  "] as const;

/** The text of a node, with white space, escapes and digits as chosen. */
export function written(node: Node, choose: Choose): string {
  const gap = () => GAPS[choose(GAPS.length)] ?? "";
  const inside = (parts: readonly string[]) => `${gap()}${parts.join(`${gap()},${gap()}`)}${gap()}`;
  if (node.kind === "array") {
    return `[${inside(node.items.map((item) => written(item, choose)))}]`;
  }
  if (node.kind === "object") {
    const members = node.members.map(
      ([name, member]) => `${spelled(name, choose)}${gap()}:${gap()}${written(member, choose)}`,
    );
    return `{${inside(members)}}`;
  }
  if (typeof node.value === "string") return spelled(node.value, choose);
  return typeof node.value === "number" ? digits(node.value, choose) : String(node.value);
}

function spelled(text: string, choose: Choose): string {
  return `"${Array.from(text, (character) => characterSpelled(character, choose)).join("")}"`;
}

function characterSpelled(character: string, choose: Choose): string {
  const plain = JSON.stringify(character).slice(1, -1);
  if (choose(3) > 0) return plain;
  if (character === "/") return "\\/";
  const units = Array.from({ length: character.length }, (_, at) => {
    const hex = character.charCodeAt(at).toString(16).padStart(4, "0");
    return `\\u${choose(2) === 0 ? hex : hex.toUpperCase()}`;
  });
  return units.join("");
}

function digits(x: number, choose: Choose): string {
  const plain = JSON.stringify(x);
  switch (choose(4)) {
    case 0:
      return x.toExponential();
    case 1:
      return x.toExponential().toUpperCase().replace("+", "");
    case 2:
      // 17 digits denote one double, and more digits the same one.
      return x.toPrecision(17 + choose(8));
    default:
      return /[.e]/.test(plain) ? plain : `${plain}.000`;
  }
}
