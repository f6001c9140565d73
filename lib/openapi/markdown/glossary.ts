import { CORS_HEADERS, HEADERS } from "../headers.ts";
import type { Components, Parameter } from "../specification.ts";
import { headerText } from "./header-text.ts";
import { table } from "./table.ts";

const CORS: ReadonlySet<string> = new Set([
  ...CORS_HEADERS,
  "AllowMethods",
  "AllowHeaders",
  "MaxAge",
]);

/** The meaning of parameters and headers, described once for all routes that have them. */
export function glossary({ parameters }: Components): string {
  const rows = Object.entries(HEADERS).filter(([key]) => !CORS.has(key));
  return [
    "## Parameters and headers",
    table(["a request's", "is in", "meaning"], Object.values(parameters).map(parameterRow)),
    table(
      ["an answer's", "meaning"],
      rows.map(([, { name, schema, description }]) => [headerText(name, schema), description]),
    ),
  ].join("\n\n");
}

function parameterRow({ name, in: place, description }: Parameter): string[] {
  return [`\`${name}\``, place === "path" ? "the path" : "a header", description];
}
