import type { Components, Operation } from "../specification.ts";
import { jsonExample, parametersOf } from "./references.ts";
import type { Route } from "./route.ts";

const BASE_URL = "http://localhost:3000";

/** A call of the route that can be pasted into a shell, once what is in angle brackets is filled in. */
export function curlExample(components: Components, { path, operation }: Route): string {
  const parameters = parametersOf(components, operation);
  const filled = path.replaceAll(/\{(\w+)\}/g, (_match, name: string) => {
    const parameter = parameters.find((other) => other.in === "path" && other.name === name);
    return parameter?.example ?? `<${name}>`;
  });
  const compressed = parameters.some(({ name }) => name === "Accept-Encoding");
  const words = [
    "curl -fsS",
    ...(compressed ? ["--compressed"] : []),
    ...(isPdf(operation) ? ["-o report.pdf"] : []),
    `'${BASE_URL}${filled}'`,
    ...bodyArguments(operation),
  ];
  return ["```sh", words.join(" "), "```"].join("\n");
}

function isPdf({ responses }: Operation): boolean {
  const ok = responses["200"];
  return ok !== undefined && "content" in ok && "application/pdf" in (ok.content ?? {});
}

function bodyArguments({ requestBody }: Operation): string[] {
  if (requestBody === undefined) return [];
  const body = JSON.stringify(jsonExample(requestBody.content));
  return ["-H 'content-type: application/json'", `-d '${body}'`];
}
