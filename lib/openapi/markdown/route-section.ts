import { CORS_HEADERS, HEADERS } from "../headers.ts";
import { PROBLEMS_EVERYWHERE } from "../problem-responses.ts";
import type { Components, Header, Operation, ResponseObject } from "../specification.ts";
import { curlExample } from "./curl.ts";
import { headerText } from "./header-text.ts";
import { memberTable } from "./members.ts";
import { problemCodes } from "./problem-codes.ts";
import { headersOf, jsonExample, parametersOf, responsesOf } from "./references.ts";
import { titleOf, type Route } from "./route.ts";

const SAID_ONCE: ReadonlySet<string> = new Set(CORS_HEADERS.map((key) => HEADERS[key].name));
const EVERYWHERE: ReadonlySet<string> = new Set(PROBLEMS_EVERYWHERE);

/** A route: its purpose, an example call, its responses and its problems. */
export function routeSection(components: Components, route: Route): string {
  const { operation } = route;
  const answers = responsesOf(components, operation).filter(([, answer]) => !isProblem(answer));
  const parts = [
    `### \`${titleOf(route)}\``,
    `**${operation.summary}.**`,
    operation.description,
    curlExample(components, route),
    parameterLine(components, operation),
    ...answers.flatMap(([status, answer]) => answerParts(components, status, answer)),
    problemLine(components, operation),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function isProblem({ content }: ResponseObject): boolean {
  return content !== undefined && "application/problem+json" in content;
}

function parameterLine(components: Components, operation: Operation): string {
  return listed(
    "Takes",
    parametersOf(components, operation).map(({ name }) => `\`${name}\``),
  );
}

function answerParts(components: Components, status: string, answer: ResponseObject): string[] {
  const { content, description } = answer;
  const mediaTypes = Object.keys(content ?? {}).map((mediaType) => `\`${mediaType}\``);
  const type = mediaTypes.length === 0 ? "no body" : mediaTypes.join(" or ");
  const headers = headersOf(components, answer).filter(([name]) => !SAID_ONCE.has(name));
  const head = `**${status}**, ${type}: ${description} ${listed(
    "Headers:",
    headers.map(headerPhrase),
  )}`;
  const example = jsonExample(content);
  if (example === undefined) return [head];
  return [
    head,
    memberTable(components, content?.["application/json"]?.schema ?? {}),
    ["```json", JSON.stringify(example), "```"].join("\n"),
  ];
}

function headerPhrase([name, { schema, required }]: [string, Header]): string {
  return required ? headerText(name, schema) : `at times ${headerText(name, schema)}`;
}

/** The problems that this route may return, apart from those of every route. */
function problemLine(components: Components, operation: Operation): string {
  const refused = responsesOf(components, operation).flatMap(([status, response]) =>
    problemCodes(response)
      .filter((code) => !EVERYWHERE.has(code))
      .map((code) => `${status} \`${code}\``),
  );
  return listed("Problems:", refused);
}

function listed(what: string, items: readonly string[]): string {
  return items.length === 0 ? "" : `${what} ${items.join(", ")}.`;
}
