import { CORS_HEADERS, HEADERS } from "../headers.ts";
import type { Components, Parameter } from "../specification.ts";
import { headerText } from "./header-text.ts";
import { table } from "./table.ts";

/** Headers of CORS have a section of their own; those that only browsers act on are standard. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  ...CORS_HEADERS,
  "AllowMethods",
  "AllowHeaders",
  "MaxAge",
  "ContentSecurityPolicy",
  "NoSniff",
  "NoReferrer",
  "NoPowers",
  "OwnGroup",
]);

const COMMON = `A 200 has \`Cache-Control: no-cache\` unless its route lists another one, \`Content-Length\` where the route takes
\`If-None-Match\`, and \`Content-Encoding\` when it is compressed. A 304 has no body.`;

/** What parameters and headers mean: once, for all routes that have them. */
export function glossary({ parameters }: Components): string {
  const rows = Object.entries(HEADERS).filter(([key]) => !LEFT_OUT.has(key));
  return [
    "## Parameters and headers",
    COMMON,
    table(["a request's", "is in", "meaning"], Object.values(parameters).map(parameterRow)),
    table(
      ["an answer's", "meaning"],
      rows.map(([, { name, schema, description }]) => [headerText(name, schema), description]),
    ),
  ].join("\n\n");
}

function parameterRow({ name, in: place, description }: Parameter): string[] {
  return [`\`${name}\``, place === "header" ? "a header" : `the ${place}`, description];
}
