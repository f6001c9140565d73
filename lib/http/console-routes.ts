import { onceDone } from "../once.ts";
import { addRoute, type App } from "./app.ts";
import { answerWith, represent } from "./representation.ts";

interface ConsoleOptions {
  /** The OpenAPI document, as JSON. */
  readonly description: string;
}

/** What is served of the service about itself. */
export function addConsoleRoutes(app: App, { description }: ConsoleOptions): void {
  const representation = onceDone(async () => await represent(description));
  addRoute(app, "GET", "/openapi.json", async (context) =>
    answerWith(context, await representation(), {}),
  );
}
