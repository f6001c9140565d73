import * as v from "valibot";
import type { Resource, Resources } from "./template-intrinsics.ts";

const RouteSchema = v.object({
  RouteKey: v.string(),
  Target: v.string(),
  AuthorizationType: v.optional(v.string(), "NONE"),
  AuthorizerId: v.optional(v.string()),
});
const IntegrationSchema = v.object({ IntegrationUri: v.string() });

/** A route of the HTTP API, with whom it asks and the function that it calls. */
export interface Route {
  readonly method: string;
  /** Undefined for the default route. */
  readonly path: string | undefined;
  readonly authorization: string;
  readonly authorizer: string | undefined;
  readonly calls: string;
}

export function routesOf(resources: Resources): Route[] {
  return ofType(resources, "AWS::ApiGatewayV2::Route").map(({ Properties }) => {
    const { RouteKey, Target, AuthorizationType, AuthorizerId } = v.parse(RouteSchema, Properties);
    const [method = "", path] = RouteKey.split(" ");
    return {
      method: path === undefined ? "ANY" : method,
      path,
      authorization: AuthorizationType,
      authorizer: AuthorizerId,
      calls: functionBehind(resources, Target),
    };
  });
}

export function ofType(resources: Resources, type: string): Resource[] {
  return Object.values(resources).filter(({ Type }) => Type === type);
}

/** `report` for the integration of the function `clarity-report-<stage>-report`. */
function functionBehind(resources: Resources, target: string): string {
  const integration = resources[target.replace("integrations/", "")];
  const { IntegrationUri: uri } = v.parse(IntegrationSchema, integration?.Properties);
  return uri.split("-").at(-1) ?? "";
}

/**
 * The route that takes a request: a whole path before a greedy one, the longer greedy one before the shorter,
 * a method before ANY, and `$default` last.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export function routeFor(routes: readonly Route[], method: string, path: string): Route {
  const taking = routes.filter(
    (route) => (route.method === method || route.method === "ANY") && covers(route, path),
  );
  const [best] = taking.sort((a, b) => rankOf(b) - rankOf(a));
  if (best === undefined) throw new Error(`no route takes ${method} ${path}`);
  return best;
}

const GREEDY = "/{proxy+}";

function covers({ path }: Route, asked: string): boolean {
  if (path === undefined) return true;
  if (!path.endsWith(GREEDY)) {
    if (path.includes("{")) throw new Error(`${path}: not known here`);
    return path === asked;
  }
  const folder = path.slice(0, -GREEDY.length + 1);
  return asked.startsWith(folder) && asked.length > folder.length;
}

function rankOf({ method, path }: Route): number {
  if (path === undefined) return 0;
  const whole = path.endsWith(GREEDY) ? path.length : 10_000;
  return 2 * whole + (method === "ANY" ? 0 : 1);
}
