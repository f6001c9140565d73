import type { MiddlewareHandler } from "hono";
import { ClarityError } from "../errors.ts";

/** The `Host` values that name this machine and that no web page can register. */
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;
/** What RFC 3986 allows in a host and port. `new URL` reads other characters too, some as the end of a host. */
const HOST_CHARACTERS = /^[\w.~!$&'()*+,;=%:[\]-]+$/;

/**
 * Refuses a request whose `Host` is not a name of this machine. Otherwise a page whose name resolves to this
 * machine (DNS rebinding) would have the origin of the service and could read every response.
 */
export const refuseOtherHosts: MiddlewareHandler = async (context, next) => {
  const host = context.req.header("host");
  if (host !== undefined && !(LOOPBACK.test(host) && isHost(host))) {
    throw new ClarityError(
      "invalid_request",
      "The Host header must name localhost, 127.0.0.1 or [::1]. To accept other hosts, start the service with HOST=0.0.0.0.",
    );
  }
  await next();
};

/** Refuses an invalid `Host` where any valid name is accepted. RFC 9112 requires 400. */
export const refuseInvalidHosts: MiddlewareHandler = async (context, next) => {
  const host = context.req.header("host");
  if (host !== undefined && !isHost(host)) {
    throw new ClarityError(
      "invalid_request",
      "The Host header is invalid: expected a host name or an IP address, with or without a port.",
    );
  }
  await next();
};

/** `URL` checks what a pattern cannot: octets, IPv6 addresses, percent-encoding and ports. */
function isHost(host: string): boolean {
  return HOST_CHARACTERS.test(host) && URL.canParse(`http://${host}`);
}
