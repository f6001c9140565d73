import type { RouteDescription } from "../route-description.ts";
import type { SchemaName } from "../schemas.ts";
import { SERVICE } from "../../telemetry/names.ts";

interface FactsRoute {
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly answer: string;
  readonly schema: SchemaName;
  readonly example: unknown;
}

function factsRoute({ answer, schema, example, ...route }: FactsRoute): RouteDescription {
  return {
    method: "get",
    tag: "Service",
    ...route,
    answers: {
      200: {
        description: answer,
        headers: ["Revalidated"],
        content: { mediaType: "application/json", schema, example },
      },
    },
    problems: [],
  };
}

const DESCRIPTION: RouteDescription = {
  method: "get",
  path: "/openapi.json",
  operationId: "getDescription",
  tag: "Service",
  summary: "This description",
  description:
    "OpenAPI 3.1, made from the schemas that the service validates with. Generators make clients of it.",
  parameters: ["IfNoneMatch", "AcceptEncoding"],
  answers: {
    200: {
      description: "The description.",
      headers: ["ETag", "Revalidated", "VaryByCoding", "ContentLength", "ContentEncoding"],
      content: {
        mediaType: "application/json",
        schema: "Description",
        example: { openapi: "3.1.1", info: { title: "…", version: "1.2.3" }, paths: {} },
      },
    },
    304: {
      description: "The client already has it.",
      headers: ["ETag", "Revalidated", "VaryByCoding"],
    },
  },
  problems: [],
};

export const SERVICE_ROUTES = [
  factsRoute({
    path: "/health",
    operationId: "getHealth",
    summary: "Whether the service is alive",
    description: "Does not access the store.",
    answer: "It is alive.",
    schema: "Health",
    example: { status: "ok", service: SERVICE, version: "1.2.3" },
  }),
  factsRoute({
    path: "/version",
    operationId: "getVersion",
    summary: "Version and commit",
    description: "Does not access the store.",
    answer: "Version and commit.",
    schema: "Version",
    example: { version: "1.2.3", git_sha: "7a6fe0bd6e1a9c6d3b9d2f57a1f0a1b6f3c2d4e5" },
  }),
  DESCRIPTION,
] as const;
