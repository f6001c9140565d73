import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import * as v from "valibot";
import { ClarityError } from "../errors.ts";
import { isBinary } from "./answer-limit.ts";
import { setBody } from "./request-body.ts";
import { base64Of, bytesOf, viewOf } from "./response-bytes.ts";

/** Routing uses the path only, but a URL needs a host. */
const ANY_HOST = "http://service";
/** Matches every registered method, and not `valueOf` or other names that the router would find in a prototype. */
const METHOD = /^[A-Z-]+$/;
const BODILESS = new Set(["GET", "HEAD"]);
/** A path that `URL` would leave as it is: no escapes, and no segment that begins with a dot. */
const PLAIN_PATH = /^(?:\/\w[\w.-]*)+$/;

/** The members of an HTTP API event (payload format 2.0) that the service uses. serverless-offline sends null for absent ones. */
const EventSchema = v.object({
  rawPath: v.pipe(v.string(), v.startsWith("/")),
  rawQueryString: v.nullish(v.string(), ""),
  headers: v.nullish(v.record(v.string(), v.nullish(v.string())), {}),
  body: v.nullish(v.string(), ""),
  isBase64Encoded: v.nullish(v.boolean(), false),
  requestContext: v.object({ http: v.object({ method: v.pipe(v.string(), v.regex(METHOD)) }) }),
});

/**
 * The request that an event carries.
 *
 * @throws ClarityError `invalid_request` when it is not an HTTP API event
 */
export function toRequest(event: unknown): Request {
  const result = v.safeParse(EventSchema, event);
  if (!result.success) {
    const message = "Expected an HTTP API event (payload format 2.0), found something else.";
    throw new ClarityError("invalid_request", message);
  }
  const { rawPath, rawQueryString, headers, body, isBase64Encoded, requestContext } = result.output;
  const { method } = requestContext.http;
  try {
    const named = Object.entries(headers).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string",
    );
    const request = requestOf(method, urlOf(rawPath, rawQueryString), new Headers(named));
    if (!BODILESS.has(method))
      setBody(request, Buffer.from(body, isBase64Encoded ? "base64" : "utf8"));
    return request;
  } catch (cause) {
    throw new ClarityError("invalid_request", "The event is not a valid HTTP request.", {
      cause,
    });
  }
}

function urlOf(rawPath: string, rawQueryString: string): string {
  if (rawQueryString === "" && PLAIN_PATH.test(rawPath)) return ANY_HOST + rawPath;
  const url = new URL(ANY_HOST);
  // An HTTP API decodes the path. Characters that a URL would interpret or drop are part of a name here.
  url.pathname = rawPath.replaceAll(/[\\\t\n\r]/g, encodeURIComponent);
  url.search = rawQueryString;
  return url.href;
}

/**
 * A request with what the application reads of one. `new Request` would parse the URL again and make an abort signal,
 * which takes a twentieth of the time of a hit, and it throws for methods such as TRACE, which get 405 here.
 */
function requestOf(method: string, url: string, headers: Headers): Request {
  const request: Request = Object.create(Request.prototype, {
    method: { value: method },
    url: { value: url },
    headers: { value: headers },
  });
  return request;
}

/** Converts a response to the result of a function. */
export async function toResult(response: Response): Promise<APIGatewayProxyStructuredResultV2> {
  const bytes = await bytesOf(response);
  const { isBase64Encoded, ...head } = headOf(response);
  const body = isBase64Encoded ? base64Of(bytes) : viewOf(bytes).toString("utf8");
  return { ...head, body, isBase64Encoded };
}

/** The result of a function in the process of serverless-offline, which takes bytes where it expects base64. */
export interface LocalResult extends Omit<APIGatewayProxyStructuredResultV2, "body"> {
  readonly body: string | Buffer;
}

/** As `toResult`, without encoding bytes. */
export async function toLocalResult(response: Response): Promise<LocalResult> {
  const bytes = viewOf(await bytesOf(response));
  const head = headOf(response);
  return { ...head, body: head.isBase64Encoded ? bytes : bytes.toString("utf8") };
}

function headOf({ status, headers }: Response) {
  const isBase64Encoded = isBinary(headers);
  return { statusCode: status, headers: Object.fromEntries(headers), isBase64Encoded };
}
