import type { JsonSchema } from "@valibot/to-json-schema";
import type { Components } from "../specification.ts";
import { constantOf, nameIn, schemaOf } from "./references.ts";
import { table } from "./table.ts";

/** The members of an object. */
export function memberTable(components: Components, schema: JsonSchema): string {
  const { properties = {} } = schemaOf(components, schema);
  const rows = Object.entries(properties).map(([name, member]) => [
    `\`${name}\``,
    meaningOf(components, member),
  ]);
  return table(["member", "meaning"], rows);
}

function meaningOf(components: Components, member: JsonSchema | boolean): string {
  const schema = schemaOf(components, member);
  const only = constantOf(schema);
  if (schema.description !== undefined) return schema.description;
  if (only !== undefined) return `\`${only}\``;
  const name = nameIn(member);
  return name === "" ? String(schema.type ?? "anything") : `\`${name}\` of \`/openapi.json\``;
}
