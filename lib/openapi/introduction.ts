/** What applies to all routes. */
export const INTRODUCTION = `Turns a CLARITY case into a PDF report exactly once, stores it under a hash of the case's content, and serves the same
bytes from then on. Base URL on a laptop: \`http://localhost:3000\`.

## Errors

Errors are problem details (RFC 9457, \`application/problem+json\`) with \`type\`, \`title\`, \`status\` and \`detail\`, and
more members that help the caller; \`docs/errors.md\` explains every code. Besides its own problems, every route
may return 400 \`invalid_request\` (the request is not valid HTTP, or an id in the path is malformed),
405 \`method_not_allowed\` (with \`Allow\`) and 500 \`internal\` (a bug; the log has it under \`request_id\`).
A path that is not listed returns 404 \`not_found\`. 409 and 503 carry \`Retry-After\` in whole seconds; 404, 409 and 503 are
\`no-store\`.

## HEAD

Every route that supports GET supports HEAD, with the same status, headers and \`Content-Length\`, and without a
body. Where GET is redirected to a large report, HEAD returns the headers of the report itself, because HEAD cannot
follow the redirect.

## CORS

The first row that matches determines the allowed origins. The service does not start when an item of the list is not
an origin (\`docs/configuration.md\`).

| settings | allowed |
| --- | --- |
| \`CORS_ALLOWED_ORIGINS\` lists any | those |
| \`APP_ENV=demo\` and \`ALLOWED_ORIGIN\` | that one |
| \`APP_ENV=demo\` | every origin, without credentials: the demo exception |
| anything else | localhost and 127.0.0.1, ports 3000 and 5173 |

Every response of the service, whatever its status, has \`Access-Control-Allow-Origin\`, \`-Allow-Credentials\` and
\`-Expose-Headers\`, and \`Vary: Origin\`:

| \`Origin\` of the request | \`-Allow-Origin\` | \`-Allow-Credentials\` |
| --- | --- | --- |
| an allowed origin, exactly | that origin | \`true\` |
| any other origin, \`null\`, or none | the first allowed origin | \`false\` |
| in the demo exception: any | \`*\` | \`false\` |

OPTIONS returns 204 on any path, with the same headers and with \`Access-Control-Allow-Methods\`, \`-Allow-Headers\`
and \`-Max-Age\`, which do not depend on the request.

So a page of another origin cannot read any response. The only exception is the demo, for cases that everyone may see.
CORS does not block requests, and it does not restrict programs other than browsers. On a laptop there is no
authentication: any page in a browser there can start a render of a case whose id it guesses, but cannot read the
report. A page whose name resolves to this machine (DNS rebinding) gets 400: while \`HOST\` is a loopback address, the
service accepts only \`localhost\`, \`127.0.0.1\` and \`[::1]\` as \`Host\`. Deployed, a stage can require
authentication: \`docs/deploy.md\`.

## On a laptop

serverless-offline itself rejects a few requests, without problem details: a path that cannot be decoded, a body over
10 MB, a \`Content-Type\` or \`Range\` that is malformed. These responses have no CORS headers, so no page of another origin
can read them. serverless-offline treats a body without a content type as JSON. For a client that accepts \`deflate\` but
not \`gzip\`, it compresses the body itself and keeps the \`ETag\` of the plain body. A \`Host\` that is not a valid host name or
address gets 400 from the service, whatever \`HOST\` is.

## Unknown members

The service's own responses have exactly the described members. Artifacts come from the evaluation: they may have
members that are not described, which are kept, served and part of the key. A problem may have more members
than are described.`;

export const TAGS = [
  { name: "Reports", description: "Reports, which are rendered once and stored." },
  {
    name: "Cases",
    description: "The content of cases. Nothing under `/demo` renders, claims or stores.",
  },
  { name: "Service", description: "The service itself." },
  { name: "Console", description: "A web page that uses the routes above." },
] as const;
