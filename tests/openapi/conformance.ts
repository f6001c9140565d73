/**
 * Checks answers against the description of the API, strictly: a status, header, media type or member that
 * it does not have is a fault, as is one that it requires and the answer lacks.
 */
import { gunzipSync } from "node:zlib";
import type { JsonSchema } from "@valibot/to-json-schema";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { Header, ResponseObject } from "../../lib/openapi/specification.ts";
import { describedAnswer, DESCRIPTION, type Asked } from "./described.ts";
import { isOfServer, mediaTypeBefore } from "./served.ts";

interface Options {
  /** Whether the answer came through a server, which adds its own headers. */
  readonly served?: boolean;
}

/** The answer itself, once it is known to be as described. */
export async function conforming(
  asked: Asked,
  response: Response,
  options: Options = {},
): Promise<Response> {
  const faults = await faultsOf(asked, response, options);
  if (faults.length === 0) return response;
  const what = `${asked.method} ${asked.path} was answered ${response.status}, against the description`;
  throw new Error([`${what}:`, ...faults].join("\n  "));
}

/** Every way in which an answer is not as described. Its body can still be read. */
export async function faultsOf(
  asked: Asked,
  response: Response,
  { served = false }: Options = {},
): Promise<string[]> {
  const found = describedAnswer(asked, response.status);
  if (found === undefined) return [`status ${response.status} is not described`];
  const described = isPageOfNotFound(asked, response) ? asPage(found) : found;
  return [
    ...missingHeaders(described, response),
    ...headerFaults(asked, described, response, served),
    ...(await contentFaults(asked, described, response, served)),
  ];
}

/** The answer of 404 that the description has in words only: a generated client would take its errors for text. */
function isPageOfNotFound({ method }: Asked, { status, headers }: Response): boolean {
  const isRead = method === "GET" || method === "HEAD";
  return isRead && status === 404 && (headers.get("content-type") ?? "").startsWith("text/html");
}

function asPage(described: ResponseObject): ResponseObject {
  const policy: Header = {
    description: "nothing but its own style",
    required: true,
    schema: { type: "string", pattern: "^default-src 'none'; style-src 'sha256-" },
  };
  return {
    ...described,
    headers: { ...described.headers, "Content-Security-Policy": policy },
    content: { "text/html": { schema: { type: "string" } } },
  };
}

function headersOf({ headers }: ResponseObject): Map<string, Header> {
  const entries = Object.entries(headers).map(([name, header]): [string, Header] => [
    name.toLowerCase(),
    "$ref" in header ? componentHeader(header.$ref) : header,
  ]);
  return new Map(entries);
}

function componentHeader(ref: string): Header {
  const header = DESCRIPTION.components.headers[ref.split("/").at(-1) ?? ""];
  if (header === undefined) throw new Error(`${ref}: expected a header, found none`);
  return header;
}

function missingHeaders(described: ResponseObject, { headers }: Response): string[] {
  return [...headersOf(described)]
    .filter(([name, { required }]) => required && !headers.has(name))
    .map(([name]) => `the header ${name} is missing`);
}

function headerFaults(
  { method }: Asked,
  described: ResponseObject,
  { headers }: Response,
  served: boolean,
): string[] {
  const known = headersOf(described);
  return [...headers].flatMap(([name, value]) => {
    const header = known.get(name);
    if (header !== undefined) return schemaFaults(header.schema, typed(value, header), name);
    // Wherever the description speaks of HEAD, it has the length that GET would send.
    if (name === "content-length" && method === "HEAD") return [];
    if (name === "content-type" || (served && isOfServer(name))) return [];
    return [`the header ${name} is not described`];
  });
}

/** A header's text as the described type, or unchanged if it does not have that type. */
function typed(value: string, { schema: { type } }: Header): unknown {
  if (type === "integer" && /^\d+$/.test(value)) return Number(value);
  if (type === "boolean" && /^(?:true|false)$/.test(value)) return value === "true";
  return value;
}

async function contentFaults(
  { method }: Asked,
  { content }: ResponseObject,
  response: Response,
  served: boolean,
): Promise<string[]> {
  const expected = Object.keys(content ?? {});
  const sent = response.headers.get("content-type");
  const mediaType = served ? mediaTypeBefore(sent, expected.length > 0) : sent;
  const isExpected = mediaType === null ? expected.length === 0 : expected.includes(mediaType);
  if (!isExpected) {
    return [`expected the type ${expected.join(" or ") || null}, found ${mediaType}`];
  }
  if (method === "HEAD" || mediaType === null) {
    return (await response.clone().text()) === "" ? [] : ["expected no body, found one"];
  }
  const schema = content?.[mediaType]?.schema;
  if (schema === undefined) return [];
  return schemaFaults(schema, await jsonIn(response.clone()), "the body");
}

/** The parsed body, or its text if it is not JSON. */
async function jsonIn(response: Response): Promise<unknown> {
  const body = Buffer.from(await response.arrayBuffer());
  // Over the network it comes decoded, though the header stays.
  const isZipped = body.subarray(0, 2).equals(GZIP_MAGIC);
  const text = (isZipped ? gunzipSync(body) : body).toString("utf8");
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);

const ajv = new Ajv2020({ strict: true, strictTypes: true, strictTuples: true });
addFormats(ajv);
ajv.addSchema({ $id: "components", $defs: absolute(DESCRIPTION.components.schemas) });

const compiled = new Map<JsonSchema, ValidateFunction>();

/** Every way in which a value does not match a schema of the description. */
export function schemaFaults(schema: JsonSchema, value: unknown, what: string): string[] {
  const validate = compiled.get(schema) ?? ajv.compile(absolute(schema));
  compiled.set(schema, validate);
  if (validate(value)) return [];
  return [ajv.errorsText(validate.errors, { dataVar: what, separator: "\n  " })];
}

/** With references to the components that the validator knows. */
function absolute(schemas: object): Record<string, unknown> {
  const refs = ['"$ref":"#/components/schemas/', '"$ref":"components#/$defs/'] as const;
  return JSON.parse(JSON.stringify(schemas).replaceAll(...refs));
}
