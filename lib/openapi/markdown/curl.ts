import type { Components, Operation } from "../specification.ts";
import { jsonExample, parametersOf } from "./references.ts";
import type { Route } from "./route.ts";

const BASE_URL = "http://localhost:3000";

/**
 * A call of a route that makes or returns a report, to paste into a shell once what is in angle brackets is filled in.
 * Other routes only need their address: "".
 */
export function curlExample(components: Components, { path, operation }: Route): string {
  if (!isPdf(operation)) return "";
  const parameters = parametersOf(components, operation);
  const filled = path.replaceAll(/\{(\w+)\}/g, (_match, name: string) => {
    const parameter = parameters.find((other) => other.in === "path" && other.name === name);
    return parameter?.example ?? `<${name}>`;
  });
  const words = ["curl -fsS -o report.pdf", `'${BASE_URL}${filled}'`, ...bodyArguments(operation)];
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
