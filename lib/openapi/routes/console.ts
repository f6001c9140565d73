import type { HeaderName } from "../headers.ts";
import type { RouteDescription } from "../route-description.ts";

const OF_PAGE: readonly HeaderName[] = [
  "ContentSecurityPolicy",
  "NoSniff",
  "NoReferrer",
  "NoPowers",
  "OwnGroup",
  "ETag",
  "Revalidated",
  "VaryByCoding",
];
const OF_PARTS: readonly HeaderName[] = [
  "NoRequests",
  "NoSniff",
  "ETag",
  "Immutable",
  "VaryByCoding",
];
const OF_BODIES: readonly HeaderName[] = ["ContentLength", "PageEncoding"];

const NOT_MODIFIED = "The client already has it.";

export const CONSOLE_ROUTES: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/",
    operationId: "getConsole",
    tag: "Console",
    summary: "The console",
    description:
      "The page that shows cases and their reports. 404 on a stage that browsers cannot reach.",
    parameters: ["IfNoneMatch", "AcceptEncoding"],
    answers: {
      200: {
        description: "The page.",
        headers: [...OF_PAGE, ...OF_BODIES],
        content: { mediaTypes: ["text/html"] },
      },
      304: { description: NOT_MODIFIED, headers: OF_PAGE },
    },
    problems: ["not_found"],
  },
  {
    method: "get",
    path: "/assets/{asset}",
    operationId: "getConsoleAsset",
    tag: "Console",
    summary: "A part of the console",
    description: "Its name contains a hash of its content, so it never changes.",
    parameters: ["Asset", "IfNoneMatch", "AcceptEncoding"],
    answers: {
      200: {
        description: "The part.",
        headers: [...OF_PARTS, ...OF_BODIES],
        content: { mediaTypes: ["text/javascript", "text/css", "image/svg+xml", "font/ttf"] },
      },
      304: { description: NOT_MODIFIED, headers: OF_PARTS },
    },
    problems: ["not_found", "misconfigured"],
  },
];
