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

Every answer has \`Access-Control-Allow-Origin\`, \`-Allow-Credentials\` and \`-Expose-Headers\`, and \`Vary: Origin\`. Origins
of \`CORS_ALLOWED_ORIGINS\` are allowed; without it localhost and 127.0.0.1 on ports 3000 and 5173; with \`APP_ENV=demo\`
and no list, every origin, without credentials. An origin that is not listed is never reflected. OPTIONS is answered
204 on any path, with \`Access-Control-Allow-Methods\`, \`-Allow-Headers\` and \`-Max-Age\`.

## On a laptop

serverless-offline answers a few things itself, without problem details: a path that cannot be decoded, a body over
10 MB. It turns the 204 of a preflight into 200, and takes a body without a content type for JSON. To a client that
accepts \`deflate\` but not \`gzip\` it compresses by itself, under the \`ETag\` of the plain body.

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
