import type { JsonSchema } from "@valibot/to-json-schema";
import { constantOf } from "./references.ts";

/** A header as text, with its value where that is always the same. */
export function headerText(name: string, schema: JsonSchema): string {
  const only = constantOf(schema);
  return only === undefined ? `\`${name}\`` : `\`${name}: ${only}\``;
}
