import { createHash } from "node:crypto";
import type { HonoRequest } from "hono";
import Negotiator from "negotiator";

/** What the service can say, in the order that it prefers. */
const TYPES = ["application/problem+json", "application/json", "text/html"] as const;

/** Whether the client is a browser that opens the address, rather than a program. */
export function wantsPage(request: HonoRequest): boolean {
  if (request.method !== "GET" && request.method !== "HEAD") return false;
  const negotiator = new Negotiator({ headers: { accept: request.header("accept") ?? "" } });
  return negotiator.mediaType([...TYPES]) === "text/html";
}

const STYLE = `:root{color-scheme:light dark}
body{margin:0 auto;padding:12vh 1rem 2rem;max-width:36rem;font:1rem/1.55 system-ui,sans-serif}
a{color:light-dark(#16426e,#93c0f1)}
p{overflow-wrap:anywhere}`;

const styleHash = (): string => createHash("sha256").update(STYLE).digest("base64");

/**
 * 404 for a reader: a page that leads back to the list of cases.
 *
 * @param path of the request. The link back is relative to it, because the service may be behind a path prefix
 * @param detail what is missing; without it, the address as a whole is unknown
 */
export function notFoundPage(path: string, detail = UNKNOWN): Response {
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Not found · CLARITY</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Not found</h1>
<p>${escaped(detail)}</p>
<p><a href="${rootFrom(path)}">All cases</a></p>
</main>
</body>
</html>
`;
  return new Response(html, {
    status: 404,
    headers: {
      "content-type": "text/html",
      "cache-control": "no-store",
      "content-security-policy": `default-src 'none'; style-src 'sha256-${styleHash()}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    },
  });
}

const UNKNOWN =
  "There is nothing at this address. It may be mistyped, or only part of it may have been copied.";

/** `./`, or one `../` for each folder that the path is in. */
function rootFrom(path: string): string {
  return "../".repeat(path.split("/").length - 2) || "./";
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => ESCAPES[character] ?? character);
}
