import type { OpenApiDocument } from "../specification.ts";
import { familiesOf } from "./families.ts";
import { glossary } from "./glossary.ts";
import { routesOf } from "./route.ts";
import { routeSection } from "./route-section.ts";

const NOTE = `<!-- Made by \`npm run generate:api\` from the service's OpenAPI description: edit lib/openapi. -->`;

const FOR_MACHINES = `\`/openapi.json\` (also \`docs/openapi.json\`) describes the same for programs, with every schema. The last sections
apply to every route.`;

/** The description as a page to read: route by route, then what applies to all. */
export function apiPage({ components, info, paths, tags }: OpenApiDocument): string {
  const [lead = "", ...remarks] = info.description.split(/\n(?=## )/);
  const families = familiesOf(components, routesOf(paths));
  const sections = tags.flatMap(({ name, description }) => [
    `## ${name}`,
    ...(description === undefined ? [] : [description]),
    ...families
      .filter(({ first }) => first.operation.tags.includes(name))
      .map((family) => routeSection(components, family)),
  ]);
  const page = ["# HTTP API", lead, FOR_MACHINES, ...sections];
  const parts = [NOTE, ...page, glossary(components), ...remarks];
  return `${parts.map((part) => part.trim()).join("\n\n")}\n`;
}
