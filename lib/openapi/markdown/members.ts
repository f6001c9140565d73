import type { JsonSchema } from "@valibot/to-json-schema";
import type { Components } from "../specification.ts";
import { constantOf, nameIn, schemaOf } from "./references.ts";
import { table } from "./table.ts";

/** The members of an object that have a meaning, without those that `explained` names: the page explains them elsewhere. */
export function memberTable(
  components: Components,
  schema: JsonSchema,
  explained: ReadonlySet<string>,
): string {
  const { properties = {} } = schemaOf(components, schema);
  const rows = Object.entries(properties)
    .filter(([name]) => !explained.has(name))
    .map(([name, member]) => [`\`${name}\``, meaningOf(components, member)]);
  return table(
    ["member", "meaning"],
    rows.filter(([, meaning]) => meaning !== ""),
  );
}

function meaningOf(components: Components, member: JsonSchema | boolean): string {
  const schema = schemaOf(components, member);
  const only = constantOf(schema);
  if (schema.description !== undefined) return schema.description;
  if (only !== undefined) return `\`${only}\``;
  const name = nameIn(member);
  return name === "" ? "" : `\`${name}\` of \`/openapi.json\``;
}
