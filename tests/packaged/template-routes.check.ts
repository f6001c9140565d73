import { describe, expect, it, test } from "vitest";
import openapi from "../../docs/openapi.json" with { type: "json" };
import { ofType, routeFor, routesOf, type Route } from "./template-routes.ts";
import { resourcesOf, type Parameters } from "./template-package.ts";

const JWT = {
  auth: "jwt",
  jwtIssuer: "https://id.example.org/",
  jwtAudience: "auditors,engineers",
  throttleRate: "7",
  throttleBurst: "9",
};
const FRONT = { frontOrigin: "https://audit.example.org" };

const dev = routesOf(await resourcesOf("dev"));

/** Which function answers what begins like this. */
const ANSWERED_BY: Readonly<Record<string, string>> = {
  report: "report",
  demo: "demo",
  health: "health",
  version: "health",
  "openapi.json": "console",
  assets: "console",
  "": "console",
};

const OPERATIONS = Object.entries(openapi.paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => [method.toUpperCase(), path] as const),
);

test.each(OPERATIONS)("%s %s reaches the function that answers it", (method, path) => {
  const asked = path.replaceAll(/\{[^}]+\}/g, "case_001");
  const route = routeFor(dev, method, asked);
  expect(route.path).toBeDefined();
  expect(route.calls).toBe(ANSWERED_BY[path.split("/")[1] ?? ""]);
});

test("a request that matches no route reaches health, which returns 404", () => {
  for (const path of ["/nowhere", "/report", "/demo"]) {
    expect(routeFor(dev, "GET", path)).toMatchObject({ path: undefined, calls: "health" });
  }
});

const ANSWERING = ["report", "demo", "console", "health"];
const WITHOUT_CONSOLE = ["report", "demo", "health"];

/** A stage, and the authorization that it requires. */
const STAGES: readonly (readonly [string, Parameters, string, readonly string[]])[] = [
  ["dev", {}, "NONE", ANSWERING],
  ["dev", { auth: "iam" }, "AWS_IAM", WITHOUT_CONSOLE],
  ["prod", {}, "AWS_IAM", WITHOUT_CONSOLE],
  ["prod", FRONT, "AWS_IAM", ANSWERING],
  ["prod", JWT, "JWT", WITHOUT_CONSOLE],
  ["prod", { ...JWT, ...FRONT }, "JWT", ANSWERING],
  ["prod", { auth: "none" }, "NONE", ANSWERING],
  ["Dev", {}, "AWS_IAM", WITHOUT_CONSOLE],
];

describe.each(STAGES)("stage %s with %o", async (stage, parameters, authorization, functions) => {
  const resources = await resourcesOf(stage, parameters);
  const routes = routesOf(resources);
  const preflights = routes.filter(({ method }) => method === "OPTIONS");
  const others = routes.filter(({ method }) => method !== "OPTIONS");

  it(`requires ${authorization} on every route except OPTIONS`, () => {
    expect(others.length).toBeGreaterThan(functions.length);
    for (const route of others) expect(route).toMatchObject({ authorization });
    for (const route of preflights) expect(route).toMatchObject({ authorization: "NONE" });
  });

  it("passes every preflight to the function of the path", () => {
    const paths = others.map(({ path }) => path?.replace("{proxy+}", "a/b") ?? "/nowhere");
    for (const path of [...paths, "/report/generate"]) {
      const { authorization: asked, calls } = routeFor(routes, "OPTIONS", path);
      expect([path, asked]).toEqual([path, "NONE"]);
      expect(calls).toBe(routeFor(routes, "GET", path).calls);
    }
  });

  it(`is made of ${functions.join(", ")}`, () => {
    const names = ofType(resources, "AWS::Lambda::Function").map(({ Properties }) =>
      String(Properties["FunctionName"]).replace(/^.*-/, ""),
    );
    expect(names.sort()).toEqual(functions.toSorted());
    expect([...new Set(routes.map((route: Route) => route.calls))].sort()).toEqual(
      functions.toSorted(),
    );
    const parts = functions.length === 4 ? ["ConsoleRole", "ConsoleLogGroup"] : [];
    expect(
      Object.keys(resources)
        .filter((id) => /^Console(?:Role|LogGroup)$/.test(id))
        .sort(),
    ).toEqual(parts.toSorted());
  });

  it("lets the API call those functions", () => {
    const permissions = ofType(resources, "AWS::Lambda::Permission").map(
      ({ Properties }) => Properties,
    );
    expect(permissions).toHaveLength(functions.length);
    for (const permission of permissions) {
      expect(permission).toMatchObject({
        Action: "lambda:InvokeFunction",
        Principal: "apigateway.amazonaws.com",
        SourceArn: "arn:aws:execute-api:eu-central-1:123456789012:httpapi/*",
      });
    }
  });
});

test("the authorizer takes the token from its header, for the given issuer and audiences", async () => {
  const resources = await resourcesOf("prod", JWT);
  expect(ofType(resources, "AWS::ApiGatewayV2::Authorizer").map((a) => a.Properties)).toEqual([
    {
      ApiId: "httpapi",
      Name: "jwt",
      AuthorizerType: "JWT",
      IdentitySource: ["$request.header.Authorization"],
      JwtConfiguration: { Issuer: JWT.jwtIssuer, Audience: ["auditors", "engineers"] },
    },
  ]);
  for (const { method, authorizer } of routesOf(resources)) {
    expect(authorizer).toBe(method === "OPTIONS" ? undefined : "HttpApiAuthorizerJwt");
  }
});

test("the service handles CORS, not the gateway", async () => {
  const [api, ...others] = ofType(await resourcesOf("dev"), "AWS::ApiGatewayV2::Api");
  expect(others).toEqual([]);
  expect(api?.Properties).not.toHaveProperty("CorsConfiguration");
});

test.each<[Parameters, number, number]>([
  [{}, 50, 100],
  [JWT, 7, 9],
])(
  "with %o the API accepts %d requests a second and a burst of %d",
  async (parameters, rate, burst) => {
    const resources = await resourcesOf("prod", parameters);
    const [stage, ...others] = ofType(resources, "AWS::ApiGatewayV2::Stage");
    expect(others).toEqual([]);
    expect(stage?.Properties["DefaultRouteSettings"]).toEqual({
      DetailedMetricsEnabled: false,
      ThrottlingRateLimit: rate,
      ThrottlingBurstLimit: burst,
    });
    expect(stage?.Properties).not.toHaveProperty("RouteSettings");
  },
);
