import type { JsonSchema } from "@valibot/to-json-schema";
import { ARTIFACTS, fileOf, type ArtifactName } from "../../case/schemas.ts";
import { pascalCase, schemaRef } from "../schemas.ts";
import type { Components } from "../specification.ts";
import { withGenerated } from "./generated.ts";
import { schemaOf } from "./references.ts";
import { table } from "./table.ts";
import { typeInWords } from "./type-in-words.ts";

/** A member of an artifact, at any depth. */
interface Member {
  /** `axes[].axis` is the member `axis` of each item of the list `axes`. */
  readonly path: string;
  readonly schema: JsonSchema;
  readonly required: boolean;
}

/** A page with the tables of all artifacts. @throws Error of `withGenerated` */
export function withArtifactTables(page: string, components: Components): string {
  return withGenerated(page, "lib/case/schemas", artifactTables(components));
}

/** A section and a table for each artifact, in the order in which artifacts are read. */
function artifactTables(components: Components): string {
  const explained = new Set([""]);
  return ARTIFACTS.map((name) => section(components, name, explained)).join("\n\n");
}

/** @param explained the meanings that a row above has; this section's are added */
function section(components: Components, name: ArtifactName, explained: Set<string>): string {
  const schema = schemaOf(components, schemaRef(pascalCase(name)));
  const members = membersOf(components, schema, "").filter(
    (member) => !isImplied(components, member),
  );
  const rows = rowsOf(components, members).map(
    ([names = "", type = "", need = "", meaning = ""]) => {
      const isNew = !explained.has(meaning);
      explained.add(meaning);
      return [names, type, need, isNew ? meaning : ""];
    },
  );
  return `### \`${fileOf(name)}\`\n\n${table(["member", "type", "", "meaning"], rows)}`;
}

/** Whether the rows of what is in an object or list already say all about it. */
function isImplied(components: Components, { path, schema, required }: Member): boolean {
  const isFilled = membersBelow(components, schema, path).length > 0;
  return isFilled && !required && meaningOf(components, schema) === "";
}

/** A row for each member; members of one object that differ only in name share a row. */
function rowsOf(components: Components, members: readonly Member[]): string[][] {
  const rows = new Map<string, [name: string, ...facts: string[]]>();
  for (const { path, schema, required } of members) {
    const below = path.lastIndexOf(".") + 1;
    const type = typeInWords(components, schema);
    const facts = [type, required ? "required" : "", meaningOf(components, schema)];
    const shared = JSON.stringify([path.slice(0, below), facts]);
    const [names] = rows.get(shared) ?? [];
    const name = names === undefined ? `\`${path}\`` : `${names}, \`${path.slice(below)}\``;
    rows.set(shared, [name, ...facts]);
  }
  return [...rows.values()];
}

/** The members of an object, each followed by its own. */
function membersOf(components: Components, schema: JsonSchema, prefix: string): Member[] {
  const { properties = {}, required = [] } = schema;
  return Object.entries(properties).flatMap(([name, given]) => {
    const path = prefix + name;
    const member = schemaOf(components, given);
    const itself: Member = { path, schema: member, required: required.includes(name) };
    return [itself].concat(membersBelow(components, member, path));
  });
}

function membersBelow(components: Components, schema: JsonSchema, path: string): Member[] {
  const alternatives = (schema.anyOf ?? []).map((other) => schemaOf(components, other));
  const { items } = schema;
  return [
    ...alternatives.flatMap((other) => membersBelow(components, other, path)),
    ...membersOf(components, schema, `${path}.`),
    ...(items === undefined || Array.isArray(items)
      ? []
      : membersBelow(components, schemaOf(components, items), `${path}[]`)),
  ];
}

/** The description stands at the alternative that is not null, or at the items of a list of values. */
function meaningOf(components: Components, schema: JsonSchema): string {
  const alternatives = (schema.anyOf ?? []).map((other) => schemaOf(components, other));
  const described = [schema, ...alternatives].flatMap(({ items, ...itself }) =>
    items === undefined || Array.isArray(items) ? itself : [itself, schemaOf(components, items)],
  );
  return described.flatMap(({ description }) => description ?? [])[0] ?? "";
}
