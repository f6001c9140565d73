import type { Components } from "../specification.ts";
import { parametersOf, responsesOf, schemaOf } from "./references.ts";
import type { Route } from "./route.ts";

/** Routes that take and return the same: the page describes how they are called once. */
export interface Family {
  readonly first: Route;
  readonly others: readonly Route[];
}

export function familiesOf(components: Components, routes: readonly Route[]): Family[] {
  const families = new Map<string, Family>();
  for (const route of routes) {
    const traits = traitsOf(components, route);
    const { first = route, others = [] } = families.get(traits) ?? {};
    families.set(traits, { first, others: first === route ? [] : [...others, route] });
  }
  return [...families.values()];
}

/** Parameters, headers, problems and members, as one text to compare. */
function traitsOf(components: Components, { method, operation }: Route): string {
  const answers = responsesOf(components, operation).map(([status, { headers, content = {} }]) => [
    status,
    headers,
    Object.entries(content).map(([mediaType, { schema }]) => [
      mediaType,
      status === "200" ? membersOf(components, schema) : schema,
    ]),
  ]);
  const parameters = parametersOf(components, operation).map(({ name }) => name);
  return JSON.stringify([method, parameters, operation.requestBody, answers]);
}

/** The names of an object's members; another schema as it is. */
function membersOf(components: Components, schema = {}): unknown {
  const { properties } = schemaOf(components, schema);
  return properties === undefined ? schema : Object.keys(properties);
}
