import type { OpenApiDocument } from "../specification.ts";
import { familiesOf, type Family } from "./families.ts";
import { glossary } from "./glossary.ts";
import { routesOf, titleOf } from "./route.ts";
import { routeSection } from "./route-section.ts";
import { table } from "./table.ts";

const NOTE = `<!-- Made by \`npm run generate:api\` from the service's OpenAPI description: edit lib/openapi. -->`;

const FOR_MACHINES = `\`/openapi.json\` (also \`docs/openapi.json\`) describes the same for programs, with the schema of every answer and
artifact. The last sections apply to every route.`;

/** The description as a page to read: in brief, then route by route, then what is so of all. */
export function apiPage({ components, info, paths, tags }: OpenApiDocument): string {
  const [lead = "", ...remarks] = info.description.split(/\n(?=## )/);
  const families = familiesOf(components, routesOf(paths));
  const sections = tags.flatMap(({ name, description }) => [
    `## ${name}`,
    description,
    ...families
      .filter(({ first }) => first.operation.tags.includes(name))
      .map((family) => routeSection(components, family)),
  ]);
  const page = ["# HTTP API", lead, FOR_MACHINES, overview(families), ...sections];
  const parts = [NOTE, ...page, glossary(components), ...remarks];
  return `${parts.map((part) => part.trim()).join("\n\n")}\n`;
}

/** Each family by its first route: its section lists the others. */
function overview(families: readonly Family[]): string {
  const rows = families.map(({ first, others }) => [
    `\`${titleOf(first)}\`${others.length === 0 ? "" : `, and ${others.length} like it`}`,
    first.operation.summary,
  ]);
  return table(["route", "answers"], rows);
}
