/** The ways in which tests get answers over HTTP: each checks the answer against the description first. */
import type { App, RequestScope } from "../../lib/http/app-env.ts";
import { toRequest } from "../../lib/http/lambda-event.ts";
import { knownBytesOf } from "../../lib/http/response-bytes.ts";
import type { LambdaHandler } from "../../lib/http/lambda.ts";
import { responseOf } from "../http/events.ts";
import { conforming } from "./conformance.ts";
import type { Asked } from "./described.ts";

/** Asks an application without a server. */
export async function askApp(
  app: App,
  path: string,
  init: RequestInit,
  scope: RequestScope,
): Promise<Response> {
  const asked = { method: init.method ?? "GET", path: new URL(`http://service${path}`).pathname };
  const response = await app.request(path, init, scope);
  const bytes = knownBytesOf(response);
  const whole = bytes === undefined ? response : new Response(bytes.slice(), response);
  return await conforming(asked, whole);
}

/** Asks a service that runs. */
export async function fetchChecked(
  what: string | Request,
  init: RequestInit = {},
): Promise<Response> {
  const request = new Request(what, init);
  const asked = { method: request.method, path: new URL(request.url).pathname };
  return await conforming(asked, await fetch(request), { served: true });
}

/** A handler that answers the same. */
export function checkedHandler(handler: LambdaHandler): LambdaHandler {
  return async (event, context) => {
    const result = await handler(event, context);
    await conforming(askedBy(event), responseOf(result));
    return result;
  };
}

/** An event that is not an HTTP event has no path of the description. */
const NOTHING: Asked = { method: "", path: "" };

/** The request that an event stands for. */
export function askedBy(event: unknown): Asked {
  try {
    const { method, url } = toRequest(event);
    return { method, path: new URL(url).pathname };
  } catch {
    return NOTHING;
  }
}
