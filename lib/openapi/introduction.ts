/** What holds for all routes, said once. */
export const INTRODUCTION = `Turns a CLARITY case into a PDF report exactly once, stores it under a hash of the case's content, and from then on
serves the same bytes. Base URL on a laptop: \`http://localhost:3000\`.

## Errors

Errors are problem details (RFC 9457, \`application/problem+json\`) with \`type\`, \`title\`, \`status\`, \`detail\`, and further
members that help the client; \`docs/errors.md\` explains every code. Besides those listed with it, every route may answer
400 \`invalid_request\` (invalid HTTP, or a malformed id in the path), 405 \`method_not_allowed\` (with \`Allow\`) and 500
\`internal\` (a bug, with the \`request_id\` under which it was logged). A path that is not listed is 404 \`not_found\`. 409
and 503 have \`Retry-After\` in seconds; 404, 409 and 503 are \`no-store\`.

## HEAD

HEAD is answered wherever GET is, with the same status, headers and \`Content-Length\`, and no body. Where GET would
redirect to a large report, HEAD describes the report itself.

## CORS

The first row that applies decides which origins are allowed. An invalid origin in a list stops the start
(\`docs/configuration.md\`).

| settings | allowed |
| --- | --- |
| \`CORS_ALLOWED_ORIGINS\` lists any | those |
| \`APP_ENV=demo\` and \`ALLOWED_ORIGIN\` | those |
| \`APP_ENV=demo\` | every origin, without credentials: the demo exception |
| any others | localhost and 127.0.0.1, ports 3000 and 5173 |

Every answer has \`Access-Control-Allow-Origin\`, \`-Allow-Credentials\` and \`-Expose-Headers\`, and \`Vary: Origin\`:

| \`Origin\` of the request | \`-Allow-Origin\` | \`-Allow-Credentials\` |
| --- | --- | --- |
| an allowed one, letter by letter | that origin | \`true\` |
| any other, \`null\`, or missing | the first that is allowed | \`false\` |
| any, with the demo exception | \`*\` | \`false\` |

OPTIONS is 204 on every path, with these and \`Access-Control-Allow-Methods\`, \`-Allow-Headers\` and \`-Max-Age\`.

So pages of other origins cannot read answers, except with the demo exception. CORS does not prevent requests, and does not
concern programs other than browsers. On a laptop there is no authentication: a page can have a report rendered for a case whose id
it guesses, but not read it. While \`HOST\` is a loopback address, only the host names \`localhost\`, \`127.0.0.1\` and
\`[::1]\` are answered, and others get 400, so that DNS rebinding fails. Deployed stages can require authentication:
\`docs/deploy.md\`.

## On a laptop

serverless-offline answers some requests itself, without problem details and without CORS headers: a path that cannot be
decoded, a body over 10 MB, a malformed \`Content-Type\` or \`Range\`. It treats a body without a content type as JSON. For a
client that accepts \`deflate\` but not \`gzip\`, it compresses under the \`ETag\` of the plain body. An invalid \`Host\` gets 400
from the service.

## Unknown members

The service's own answers have only the members that are described. Artifacts may have further members, which are kept,
served and part of the key. A problem may have further members.`;

export const TAGS = [
  { name: "Reports", description: "Reports, which are rendered once and kept." },
  {
    name: "Cases",
    description: "The content of cases: nothing under `/demo` renders, claims or stores.",
  },
  { name: "Service", description: "The service itself." },
  { name: "Console", description: "A page for people, which uses the routes above." },
] as const;
