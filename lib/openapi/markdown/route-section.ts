import { CORS_HEADERS, HEADERS } from "../headers.ts";
import { PROBLEMS_EVERYWHERE } from "../problem-responses.ts";
import type { Components, Header, Operation, ResponseObject } from "../specification.ts";
import { curlExample } from "./curl.ts";
import type { Family } from "./families.ts";
import { headerText } from "./header-text.ts";
import { memberTable } from "./members.ts";
import { problemCodes } from "./problem-codes.ts";
import { headersOf, jsonExample, parametersOf, responsesOf } from "./references.ts";
import { titleOf, type Route } from "./route.ts";
import { table } from "./table.ts";

/** Headers of so many answers that only the glossary lists them. */
const COMMON = [
  ...CORS_HEADERS,
  "Revalidated",
  "ContentLength",
  "ContentEncoding",
  "PageEncoding",
] as const;
const LISTED_ONCE = new Set(
  COMMON.map((key) => headerText(HEADERS[key].name, HEADERS[key].schema)),
);
/** What the glossary says about `If-None-Match` holds for every 304. */
const NOT_MODIFIED = "304";
const EVERYWHERE: ReadonlySet<string> = new Set(PROBLEMS_EVERYWHERE);

/** A family: what its routes do, how they are called, what they return and which problems they have. */
export function routeSection(components: Components, { first, others }: Family): string {
  const { operation } = first;
  const answers = responsesOf(components, operation).filter(
    ([status, answer]) => status !== NOT_MODIFIED && !isProblem(answer),
  );
  const parts = [
    `### \`${titleOf(first)}\``,
    `**${operation.summary}.** ${operation.description}`,
    othersTable(others),
    curlExample(components, first),
    parameterLine(components, operation),
    ...answers.flatMap(([status, answer]) => answerParts(components, operation, status, answer)),
    problemLine(components, operation),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function othersTable(others: readonly Route[]): string {
  const rows = others.map((route) => [`\`${titleOf(route)}\``, route.operation.description]);
  return table(["routes with the same parameters, headers and problems", "answer"], rows);
}

function isProblem({ content }: ResponseObject): boolean {
  return content !== undefined && "application/problem+json" in content;
}

/** The parameters that a route takes, except those that its path shows. */
function parameterLine(components: Components, operation: Operation): string {
  const others = parametersOf(components, operation).filter((other) => other.in !== "path");
  return listed(
    "Takes",
    others.map(({ name }) => `\`${name}\``),
  );
}

function answerParts(
  components: Components,
  operation: Operation,
  status: string,
  answer: ResponseObject,
): string[] {
  const { content, description } = answer;
  const mediaTypes = Object.keys(content ?? {}).map((mediaType) => `\`${mediaType}\``);
  const type = mediaTypes.length === 0 ? "no body" : mediaTypes.join(" or ");
  const head = `**${status}**, ${type}: ${description} ${headerLine(components, answer)}`.trim();
  const example = jsonExample(content);
  if (example === undefined) return [head];
  const explained = new Set(parametersOf(components, operation).map(({ name }) => name));
  return [
    head,
    memberTable(components, content?.["application/json"]?.schema ?? {}, explained),
    ["```json", JSON.stringify(example), "```"].join("\n"),
  ];
}

function headerLine(components: Components, answer: ResponseObject): string {
  const phrases = headersOf(components, answer)
    .filter(([name, { schema }]) => !LISTED_ONCE.has(headerText(name, schema)))
    .map(headerPhrase);
  return listed("Headers:", phrases);
}

function headerPhrase([name, { schema, required }]: [string, Header]): string {
  return required ? headerText(name, schema) : `at times ${headerText(name, schema)}`;
}

/** The problems that this route returns by status, besides those that every route may. */
function problemLine(components: Components, operation: Operation): string {
  const refused = responsesOf(components, operation).flatMap(([status, response]) => {
    const codes = problemCodes(response).filter((code) => !EVERYWHERE.has(code));
    return codes.length === 0 ? [] : `${status} ${codes.map((code) => `\`${code}\``).join(", ")}`;
  });
  return refused.length === 0 ? "" : `Problems: ${refused.join("; ")}.`;
}

function listed(what: string, items: readonly string[]): string {
  return items.length === 0 ? "" : `${what} ${items.join(", ")}.`;
}
