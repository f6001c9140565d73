import type { OpenApiDocument } from "./specification.ts";

/** What applies to all routes. */
export const INTRODUCTION = `Turns a CLARITY case into a PDF report exactly once, stores it under a hash of the case's content, and serves the same
bytes from then on. Base URL on a laptop: \`http://localhost:3000\`; \`curl --compressed http://localhost:3000/demo/cases\` lists the cases.

## Errors

Errors are problem details (RFC 9457, \`application/problem+json\`); \`docs/errors.md\` explains every code. Every route may return 400 \`invalid_request\`, 405 \`method_not_allowed\` (with
\`Allow\`) and 500 \`internal\`; a path that is not listed returns 404 \`not_found\`. A browser that opens such an address (\`Accept\` prefers
\`text/html\`) gets 404 as a page. 409 and 503 have \`Retry-After\` in
whole seconds; 404, 409 and 503 are \`no-store\`.

## Lists

A page has \`limit\` cases and, unless it is the last, a \`Link\` to the next one: follow it until a page has no link. A cursor
names the last case of its page, so that cases that come or go between two pages make no other case appear twice or
not at all. It is valid only with the same \`q\`, \`filter\` and \`sort\`; \`limit\` may change. Other parameters are ignored.

\`\`\`sh
query='?filter=no_report&sort=-failed_checks&limit=2'
while [ -n "$query" ]; do
  curl -fsS -D headers.txt "http://localhost:3000/report/cases$query" || break
  query=$(sed -n 's/^[Ll]ink: <\\(.*\\)>.*/\\1/p' headers.txt)
done
\`\`\`

Every row of a page, and the list of ids without \`q\` and in the order of ids, is as the files are now. A search or
another order uses summaries that may be 10 s old. It needs a summary of every case, so that the first one of a process
reads all cases; if that takes more than 20 s, it is refused with 503 \`no_capacity\`, and the reading goes on for the
next request. A search for a key, a filter, and an order by failed checks, record or report read all artifacts of all
cases in the same way.

With \`partial=true\`, a page is answered within a second with what is known, and the service reads the rest meanwhile.
\`counts\` says how far it has come: \`read\` of \`all\` cases in short, \`known\` of them in whole. Until \`known\` is
\`all\`, the order, \`total\` and a search are of the cases that are known, and other cases come last. Which reports are
stored comes from one list of them, which is made again every second, or less often if it takes long; for the rows of a
page, each missing report is looked for.

## HEAD

HEAD works wherever GET does. Where GET is redirected to a large report, HEAD returns the headers of the report itself.

## CORS

The first row that matches determines the allowed origins.

| settings | allowed |
| --- | --- |
| \`CORS_ALLOWED_ORIGINS\` lists any | those |
| \`APP_ENV=demo\` and \`ALLOWED_ORIGIN\` | that one |
| \`APP_ENV=demo\` | every origin, without credentials: the demo exception |
| anything else | localhost and 127.0.0.1, ports 3000 and 5173 |

Every response has \`Access-Control-Allow-Origin\`, \`-Allow-Credentials\`, \`-Expose-Headers\` and
\`Vary: Origin\`:

| \`Origin\` of the request | \`-Allow-Origin\` | \`-Allow-Credentials\` |
| --- | --- | --- |
| an allowed origin, exactly | that origin | \`true\` |
| any other origin, \`null\`, or none | the first allowed origin | \`false\` |
| in the demo exception: any | \`*\` | \`false\` |

OPTIONS returns 204 on any path, with \`-Allow-Methods\`, \`-Allow-Headers\` and \`-Max-Age\` too. CORS does not block
requests: \`SECURITY.md\` says what a page can do.

## On a laptop

Some requests are rejected without problem details or CORS headers: a path that cannot be decoded, a body over 10 MB, a
malformed \`Content-Type\` or \`Range\`. A malformed \`Host\` gets 400, and so
does a foreign one while \`HOST\` is a loopback address.

## Behind a path prefix

The proxy removes the prefix from the path of a request, and the service does not know it: put it before
\`href\` and \`Content-Location\`. The \`Link\` of a page needs nothing.

## Unknown members

Answers have exactly the described members. Problems and artifacts may have more.`;

export const TAGS = [
  { name: "Reports" },
  {
    name: "Cases",
    description:
      "The content of cases; `docs/case-format.md` explains the members. Nothing under `/demo` renders or stores.",
  },
  { name: "Service" },
  { name: "Console" },
] satisfies OpenApiDocument["tags"];
