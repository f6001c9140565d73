import { headerComponents, headerRefs } from "./headers.ts";
import { INTRODUCTION, TAGS } from "./introduction.ts";
import { operationOf } from "./operation.ts";
import { PARAMETERS } from "./parameters.ts";
import { problemComponents } from "./problem-responses.ts";
import type { RouteDescription } from "./route-description.ts";
import { CONSOLE_ROUTES } from "./routes/console.ts";
import { DEMO_ROUTES } from "./routes/demo.ts";
import { REPORT_ROUTES } from "./routes/report.ts";
import { SERVICE_ROUTES } from "./routes/service.ts";
import { schemaComponents } from "./schemas.ts";
import type { OpenApiDocument, ResponseObject } from "./specification.ts";

const ROUTES: readonly RouteDescription[] = [
  ...REPORT_ROUTES,
  ...DEMO_ROUTES,
  ...SERVICE_ROUTES,
  ...CONSOLE_ROUTES,
];

/** The service's contract as OpenAPI 3.1. It is made at build time, so no function runs this code. */
export function openApiDocument(version: string): OpenApiDocument {
  return {
    openapi: "3.1.1",
    info: {
      title: "CLARITY's report service",
      version,
      summary: "Turns a case into a deterministic PDF report, exactly once.",
      description: INTRODUCTION,
      license: { name: "Apache License 2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/", description: "the server of this description" }],
    tags: TAGS,
    paths: Object.fromEntries(
      ROUTES.map((route) => [route.path, { [route.method]: operationOf(route) }]),
    ),
    components: {
      schemas: schemaComponents(),
      headers: headerComponents(),
      parameters: PARAMETERS,
      responses: responseComponents(),
    },
  };
}

/** Problems that several routes share, `NotFound` for all other paths, and the preflight. */
function responseComponents(): Record<string, ResponseObject> {
  const shared = ROUTES.filter(({ headersOfAll }) => headersOfAll === undefined);
  const components = shared.map(({ problems }) => problemComponents(problems));
  return { Preflight: PREFLIGHT, ...Object.assign({}, ...components) };
}

const PREFLIGHT: ResponseObject = {
  description: "To OPTIONS, on any path.",
  headers: headerRefs(["AllowMethods", "AllowHeaders", "MaxAge"]),
};
