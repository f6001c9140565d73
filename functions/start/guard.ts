import type { HapiServer } from "serverless-offline";

/** Any valid name does: hapi needs one to build a URL, of which only the path and the query are used. */
const ANY_HOST = "localhost";

/**
 * Corrects how serverless-offline and hapi, its HTTP server, treat untrusted requests. The functions get every header
 * as it was sent, so the service itself decides about `Host` and `Origin`.
 *
 * @param server hapi's, before it starts
 */
export function guard(server: HapiServer): void {
  server.ext("onRequest", (request, tools) => {
    // serverless-offline reflects any origin in responses that do not come from a function.
    delete request.headers["origin"];
    // hapi builds a URL from the Host header when a function is called, and returns 500 if that fails.
    request.info.host = ANY_HOST;
    return tools.continue;
  });
  // hapi's listener answers a request that is already being answered, which trips an assertion that ends the
  // process. Without a listener, Node answers 400 where it still can and closes the connection.
  server.listener.removeAllListeners("clientError");
}
