import { openApiDocument } from "../../lib/openapi/document.ts";
import type { Operation, ResponseObject } from "../../lib/openapi/specification.ts";
import packageJson from "../../package.json" with { type: "json" };

/** The description that is built into the service. */
export const DESCRIPTION = openApiDocument(packageJson.version);

/** A request, as far as the description distinguishes answers by it. */
export interface Asked {
  readonly method: string;
  /** The path of the URL, as it was sent. */
  readonly path: string;
}

type Responses = Operation["responses"];

/** HEAD is answered wherever GET is. */
const READS: ReadonlySet<string> = new Set(["GET", "HEAD"]);

/** The answers of a path to undescribed methods: 404 if the path may be missing. */
const REFUSALS: ReadonlySet<string> = new Set(["400", "404", "405", "500"]);

/** The answer that the description has for this status, to this request; undefined if it has none. */
export function describedAnswer(asked: Asked, status: number): ResponseObject | undefined {
  const response = responsesTo(asked)[String(status)];
  if (response === undefined || !("$ref" in response)) return response;
  return DESCRIPTION.components.responses[response.$ref.split("/").at(-1) ?? ""];
}

function responsesTo({ method, path }: Asked): Responses {
  const { responses } = DESCRIPTION.components;
  if (method === "OPTIONS") return only(responses["Preflight"], "204", elsewhere());
  const item = pathItemOf(path);
  if (item === undefined) return only(responses["NotFound"], "404", elsewhere());
  const operation = method === "POST" ? item.post : READS.has(method) ? item.get : undefined;
  if (operation !== undefined) return operation.responses;
  const any = (item.get ?? item.post)?.responses ?? {};
  return Object.fromEntries(Object.entries(any).filter(([status]) => REFUSALS.has(status)));
}

/** The possible answers of an undescribed path to any request. */
function elsewhere(): Responses {
  const { InvalidRequest, MethodNotAllowed, Internal } = DESCRIPTION.components.responses;
  return {
    ...only(InvalidRequest, "400"),
    ...only(MethodNotAllowed, "405"),
    ...only(Internal, "500"),
  };
}

function only(
  response: ResponseObject | undefined,
  status: string,
  others: Responses = {},
): Responses {
  if (response === undefined) throw new Error(`expected an answer ${status}, found none`);
  return { ...others, [status]: response };
}

function pathItemOf(path: string) {
  const decoded = tryDecode(path);
  const found = Object.entries(DESCRIPTION.paths).find(([template]) =>
    patternOf(template).test(decoded),
  );
  return found?.[1];
}

/** `{…}` is a part of one segment of the path. */
function patternOf(template: string): RegExp {
  const escaped = template.replaceAll(".", String.raw`\.`);
  return new RegExp(`^${escaped.replaceAll(/\{\w+\}/g, "[^/]+")}$`);
}

/** As the router decodes: an encoded slash stays encoded, and what cannot be decoded stays as it is. */
function tryDecode(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
