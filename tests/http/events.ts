import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";

interface Call {
  readonly method?: string;
  readonly path?: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** An HTTP API event, payload format 2.0, with null where serverless-offline has null. */
export function httpEvent({ method = "GET", path = "/", query = "", headers = {}, body }: Call) {
  const bytes = body === undefined ? undefined : Buffer.from(body);
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: path,
    rawQueryString: query,
    headers,
    pathParameters: null,
    queryStringParameters: null,
    stageVariables: null,
    body: typeof body === "string" ? body : (bytes?.toString("base64") ?? null),
    isBase64Encoded: bytes !== undefined && typeof body !== "string",
    requestContext: {
      requestId: "of-the-gateway",
      http: { method, path, protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "tests" },
    },
  };
}

/** The event of `POST /report/generate`. */
export function generateEvent(caseId: string, headers: Readonly<Record<string, string>> = {}) {
  return httpEvent({
    method: "POST",
    path: "/report/generate",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ case_id: caseId }),
  });
}

const BODILESS = new Set([204, 304]);

/** A handler's result, as the response that a gateway makes of it. */
export function responseOf(result: APIGatewayProxyStructuredResultV2): Response {
  const { statusCode = 0, headers = {}, body = "", isBase64Encoded = false } = result;
  const bytes = Buffer.from(body, isBase64Encoded ? "base64" : "utf8");
  return new Response(BODILESS.has(statusCode) ? null : bytes, {
    status: statusCode,
    headers: Object.entries(headers).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]),
  });
}
