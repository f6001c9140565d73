import { memoizeUntilSuccess } from "../memoize-until-success.ts";
import { addRoute, type App } from "./app.ts";
import { addPageRoutes, type PageOptions } from "./page-routes.ts";
import { answerWith, represent } from "./representation.ts";

interface ConsoleOptions {
  /** The OpenAPI document, as JSON. */
  readonly description: string;
  readonly page: PageOptions;
}

/** What is served of the service about itself, and the page that uses it. */
export function addConsoleRoutes(app: App, { description, page }: ConsoleOptions): void {
  const representation = memoizeUntilSuccess(async () => await represent(description));
  addRoute(app, "GET", "/openapi.json", async (context) =>
    answerWith(context, await representation(), {}),
  );
  addPageRoutes(app, page);
}
