import { isDeepStrictEqual } from "node:util";
import { isList, type Choose, type Json, type JsonObject } from "./json-texts.ts";

/** The value with one change, somewhere in it, that no reordering undoes. */
export function changed(value: Json, choose: Choose): Json {
  if (isList(value) && value.length > 0 && choose(3) > 0) return withItemChanged(value, choose);
  if (isObject(value) && Object.keys(value).length > 0 && choose(3) > 0) {
    return withMemberChanged(value, choose);
  }
  return changedHere(value, choose);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !isList(value);
}

function withItemChanged(items: readonly Json[], choose: Choose): Json {
  const at = choose(items.length);
  return items.map((item, index) => (index === at ? changed(item, choose) : item));
}

function withMemberChanged(object: JsonObject, choose: Choose): Json {
  const members = Object.entries(object);
  const at = choose(members.length);
  const renamed = choose(3) === 0;
  return Object.fromEntries(
    members.map(([name, member], index) => {
      if (index !== at) return [name, member];
      return renamed ? [unused(object, name), member] : [name, changed(member, choose)];
    }),
  );
}

function unused(object: JsonObject, name: string): string {
  return Object.hasOwn(object, name) ? unused(object, `${name}'`) : name;
}

function changedHere(value: Json, choose: Choose): Json {
  if (isList(value)) return listChanged(value, choose);
  if (isObject(value)) {
    const [first] = Object.keys(value);
    if (first === undefined) return choose(2) === 0 ? [] : { added: null };
    if (choose(2) === 0) return { ...value, [unused(value, "added")]: null };
    return Object.fromEntries(Object.entries(value).slice(1));
  }
  if (choose(4) === 0) return [value];
  if (typeof value === "string") return stringChanged(value, choose);
  if (typeof value === "number") return numberChanged(value, choose);
  return value === null ? "null" : !value;
}

function listChanged(items: readonly Json[], choose: Choose): Json {
  const reversed = items.toReversed();
  if (choose(2) === 0 && !isDeepStrictEqual(reversed, items)) return reversed;
  return choose(2) === 0 || items.length === 0 ? [...items, null] : items.slice(1);
}

function stringChanged(text: string, choose: Choose): Json {
  if (choose(2) === 0) return `${text} `;
  return text === "" ? null : "";
}

function numberChanged(x: number, choose: Choose): Json {
  if (choose(3) === 0) return String(x);
  if (x !== 0 && choose(2) === 0) return -x;
  return nextDouble(x);
}

/** The double beside a number: the smallest change that there is. Beside integers beyond 2^52, a half. */
function nextDouble(x: number): number {
  if (Math.abs(x) >= 2 ** 52) return Math.trunc(x / 2);
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, x);
  bits.setBigInt64(0, bits.getBigInt64(0) + 1n);
  return bits.getFloat64(0);
}
