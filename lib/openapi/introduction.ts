/** What is so of all routes: once, in words. */
export const INTRODUCTION = `Turns a CLARITY case into a PDF report exactly once, keeps it under a hash of the case's content, and serves the same
bytes ever after. Base URL on a laptop: \`http://localhost:3000\`.

## Errors

Errors are problem details (RFC 9457, \`application/problem+json\`) with \`type\`, \`title\`, \`status\` and \`detail\`, and
whatever else helps the caller to act; \`docs/errors.md\` explains every code. Besides those listed with it, every route
may answer 400 \`invalid_request\` (what is sent is not HTTP as it should be, or an id in the path is malformed),
405 \`method_not_allowed\` (with \`Allow\`) and 500 \`internal\` (a bug, with the \`request_id\` that it was logged under).
A path that is not listed is 404 \`not_found\`. 409 and 503 carry \`Retry-After\` in whole seconds; 404, 409 and 503 are
\`no-store\`.

## HEAD

HEAD is answered wherever GET is, with the same status and headers, the \`Content-Length\` of what GET would send, and no
body. Where GET would be redirected to a large report, HEAD tells of the report itself: it could not follow.

## CORS

Which origins are allowed: the first row that fits counts, whatever the next ones say. An item of the list that is no
origin stops the start (\`docs/configuration.md\`).

| settings | allowed |
| --- | --- |
| \`CORS_ALLOWED_ORIGINS\` lists any | those |
| \`APP_ENV=demo\` and \`ALLOWED_ORIGIN\` | that one |
| \`APP_ENV=demo\` | every origin, without credentials: the demo exception |
| any others | localhost and 127.0.0.1, ports 3000 and 5173 |

Every answer of the service, whatever its status, has \`Access-Control-Allow-Origin\`, \`-Allow-Credentials\` and
\`-Expose-Headers\`, and \`Vary: Origin\`:

| \`Origin\` of the request | \`-Allow-Origin\` | \`-Allow-Credentials\` |
| --- | --- | --- |
| an allowed one, letter by letter | that origin | \`true\` |
| any other one, \`null\`, none at all | the first that is allowed | \`false\` |
| in the demo exception: whatever it is | \`*\` | \`false\` |

OPTIONS is answered 204 on any path, with the same and with \`Access-Control-Allow-Methods\`, \`-Allow-Headers\` and
\`-Max-Age\`, which do not depend on what is asked for.

So a page of another origin cannot read anything, but for the demo exception, which is for cases that everybody may see.
CORS does not keep requests from arriving, nor anything from programs that are no browser. On a laptop nobody is
asked who they are: any page in a browser there can have the report of a case rendered whose id it guesses (it does not
get to see it). A page whose name is made to lead to this machine (DNS rebinding) is refused with 400: as long as
\`HOST\` is a loopback address, the service answers to \`localhost\`, \`127.0.0.1\` and \`[::1]\` only. Deployed, a stage asks who calls: \`docs/deploy.md\`.

## On a laptop

serverless-offline answers a few requests itself, without problem details: a path that cannot be decoded, a body over
10 MB, a \`Content-Type\` or \`Range\` that is malformed. These answers have no CORS headers, so no page of another origin
can read them. serverless-offline takes a body without a content type for JSON. For a client that accepts \`deflate\` but
not \`gzip\`, it compresses by itself, under the \`ETag\` of the plain body. A \`Host\` that is not a valid host name or
address gets 400 from the service, whatever \`HOST\` is.

## Unknown members

Answers of our own have the members that are described and no others. Artifacts are the evaluation's: they may have
members that are described nowhere, which are kept, served and count towards the key. A problem may have more members
than are described.`;

export const TAGS = [
  { name: "Reports", description: "Reports, which are rendered once and kept." },
  {
    name: "Cases",
    description:
      "What cases hold, for looking at it: nothing under `/demo` renders, claims or stores.",
  },
  { name: "Service", description: "The service itself." },
  { name: "Console", description: "A page for people, which uses the routes above." },
] as const;
