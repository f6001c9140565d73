import type { OpenApiDocument } from "../specification.ts";
import { glossary } from "./glossary.ts";
import { routesOf, titleOf, type Route } from "./route.ts";
import { routeSection } from "./route-section.ts";
import { table } from "./table.ts";

const NOTE = `<!-- Made by \`npm run generate:api\` from the service's OpenAPI description: edit lib/openapi. -->`;

const FOR_MACHINES = `The service describes itself at \`/openapi.json\` (OpenAPI 3.1, also in \`docs/openapi.json\`), with the schema of every
answer and artifact. This page is the same for people. Besides the problems listed with it, every route may answer 400,
405 and 500: see [Errors](#errors).`;

/** The description as a page: a summary, then each route, then the rules for all routes. */
export function apiPage(document: OpenApiDocument): string {
  const [lead = "", ...remarks] = document.info.description.split(/\n(?=## )/);
  const routes = routesOf(document);
  const sections = document.tags.flatMap(({ name, description }) => [
    `## ${name}`,
    description,
    ...routes
      .filter(({ operation }) => operation.tags.includes(name))
      .map((route) => routeSection(document.components, route)),
  ]);
  const page = ["# HTTP API", lead, FOR_MACHINES, overview(routes), ...sections];
  const parts = [NOTE, ...page, glossary(document.components), ...remarks];
  return `${parts.map((part) => part.trim()).join("\n\n")}\n`;
}

function overview(routes: readonly Route[]): string {
  const rows = routes.map((route) => [`\`${titleOf(route)}\``, route.operation.summary]);
  return table(["route", "answers"], rows);
}
