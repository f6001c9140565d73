/** What serverless-offline makes of an answer on its way, so that it can be compared with the description. */

/** It adds these where they are not said. */
const ADDED: ReadonlySet<string> = new Set([
  "accept-ranges",
  "cache-control",
  "connection",
  "content-encoding",
  "content-length",
  "date",
  "keep-alive",
  "transfer-encoding",
]);

/** Whether a header that is not described may be of the server's making. */
export function isOfServer(name: string): boolean {
  return ADDED.has(name);
}

/** The media type that the function gave: it names the charset of JSON, and a type where there is no body. */
export function mediaTypeBefore(mediaType: string | null, hasBody: boolean): string | null {
  return hasBody ? (mediaType?.replace("; charset=utf-8", "") ?? null) : null;
}
