import type { MiddlewareHandler } from "hono";
import { ClarityError } from "../errors.ts";

/** Names that no page can have got for itself, as `Host` has them. */
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;

/**
 * Refuses what was not sent to this machine by a name of its own: a page whose name was made to lead here
 * (DNS rebinding) would be of the service's origin, and could read all that it answers.
 */
export const refuseOtherHosts: MiddlewareHandler = async (context, next) => {
  const host = context.req.header("host");
  if (host !== undefined && !LOOPBACK.test(host)) {
    throw new ClarityError(
      "invalid_request",
      "The service answers to localhost, 127.0.0.1 and [::1], and found another name in Host. To let others in, start it with HOST=0.0.0.0.",
    );
  }
  await next();
};
