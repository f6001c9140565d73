import { SERVICE } from "../telemetry/names.ts";
import { addRoute } from "./app.ts";
import type { App } from "./app-env.ts";

/** What was built: the package's version and the commit it came from. */
export interface BuildFacts {
  readonly version: string;
  readonly gitSha: string;
}

/** `/health` and `/version`. They do not use the store: the service is alive even when the store is not. */
export function addHealthRoutes(app: App, { version, gitSha }: BuildFacts): void {
  const headers = { "cache-control": "no-cache" };
  addRoute(app, "GET", "/health", (context) =>
    context.json({ status: "ok", service: SERVICE, version }, 200, headers),
  );
  addRoute(app, "GET", "/version", (context) =>
    context.json({ version, git_sha: gitSha }, 200, headers),
  );
}
