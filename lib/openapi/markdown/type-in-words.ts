import type { JsonSchema } from "@valibot/to-json-schema";
import type { Components } from "../specification.ts";
import { schemaOf } from "./references.ts";

const WORDS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  string: ["text", "texts"],
  number: ["number", "numbers"],
  integer: ["integer", "integers"],
  boolean: ["true or false", "true or false"],
  object: ["object", "objects"],
};

/** The type of a member in words. Null is left out, because it means an absent member. */
export function typeInWords(components: Components, schema: JsonSchema, many = false): string {
  const { anyOf, items, type } = schemaOf(components, schema);
  if (anyOf !== undefined) {
    const alternatives = anyOf.map((other) => schemaOf(components, other));
    const others = alternatives.filter((other) => other.type !== "null");
    return others.map((other) => typeInWords(components, other, many)).join(" or ");
  }
  if (type === "array") {
    const of = Array.isArray(items) || items === undefined ? {} : schemaOf(components, items);
    return `${many ? "lists" : "list"} of ${typeInWords(components, of, true)}`;
  }
  return WORDS[String(type)]?.[many ? 1 : 0] ?? "any JSON";
}
