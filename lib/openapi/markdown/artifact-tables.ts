import type { JsonSchema } from "@valibot/to-json-schema";
import { ARTIFACTS, fileOf, type ArtifactName } from "../../case/schemas.ts";
import { pascalCase, schemaRef } from "../schemas.ts";
import type { Components } from "../specification.ts";
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

const BEGIN = "<!-- Made by `npm run generate:api` from lib/case/schemas: edit the schemas. -->";
const END = "<!-- End of what is generated. -->";

/**
 * A page with the tables of all artifacts between its two marks, in place of what stood there.
 *
 * @throws Error when the page does not have both marks
 */
export function withArtifactTables(page: string, components: Components): string {
  const [before = "", rest = ""] = page.split(BEGIN);
  const [, after] = rest.split(END);
  if (after === undefined) throw new Error(`expected the marks ${BEGIN} and ${END}`);
  return `${before}${BEGIN}\n\n${artifactTables(components)}\n\n${END}${after}`;
}

/** A section and a table for each artifact, in the order in which artifacts are read. */
function artifactTables(components: Components): string {
  return ARTIFACTS.map((name) => section(components, name)).join("\n\n");
}

function section(components: Components, name: ArtifactName): string {
  const schema = schemaOf(components, schemaRef(pascalCase(name)));
  const rows = membersOf(components, schema, "").map(({ path, schema: member, required }) => [
    `\`${path}\``,
    typeInWords(components, member),
    required ? "required" : "",
    meaningOf(components, member),
  ]);
  return `### \`${fileOf(name)}\`\n\n${table(["member", "type", "", "meaning"], rows)}`;
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
