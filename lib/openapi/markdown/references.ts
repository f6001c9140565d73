import type { JsonSchema } from "@valibot/to-json-schema";
import type {
  Components,
  Header,
  MediaType,
  Operation,
  Parameter,
  Reference,
  ResponseObject,
} from "../specification.ts";

/** The target of a reference. */
function resolved<T extends object>(thing: T | Reference, named: Readonly<Record<string, T>>): T {
  if (!isReference(thing)) return thing;
  const found = named[nameIn(thing)];
  if (found === undefined) throw new Error(`${thing.$ref}: expected a component, found none`);
  return found;
}

function isReference(thing: object): thing is Reference {
  return "$ref" in thing;
}

/** The name of the referenced component; "" if the value is not a reference. */
export function nameIn(thing: { readonly $ref?: string | undefined } | boolean): string {
  return typeof thing === "boolean" ? "" : (thing.$ref?.split("/").at(-1) ?? "");
}

export function parametersOf({ parameters }: Components, operation: Operation): Parameter[] {
  return (operation.parameters ?? []).map((parameter) => resolved(parameter, parameters));
}

/** The answers of an operation, by status. */
export function responsesOf(
  { responses }: Components,
  operation: Operation,
): [string, ResponseObject][] {
  const entries = Object.entries(operation.responses);
  return entries.map(([status, response]) => [status, resolved(response, responses)]);
}

/** The headers of an answer, by name. */
export function headersOf({ headers }: Components, response: ResponseObject): [string, Header][] {
  const entries = Object.entries(response.headers);
  return entries.map(([name, header]) => [name, resolved(header, headers)]);
}

export function schemaOf({ schemas }: Components, schema: JsonSchema | boolean): JsonSchema {
  if (typeof schema === "boolean") return {};
  return schema.$ref === undefined ? schema : resolved({ $ref: schema.$ref }, schemas);
}

/** The only text that a schema allows; undefined if it allows others. */
export function constantOf({ const: only }: JsonSchema): string | undefined {
  return typeof only === "string" ? only : undefined;
}

export function jsonExample(content: Readonly<Record<string, MediaType>> | undefined): unknown {
  return content?.["application/json"]?.examples?.["example"]?.value;
}
