import type { MiddlewareHandler } from "hono";
import { ClarityError } from "../errors.ts";

/** The names of this machine that no web page can have for itself, as `Host` has them. */
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;
/** What RFC 3986 allows in a host and port. `new URL` reads other characters too, some as the end of a host. */
const HOST_CHARACTERS = /^[\w.~!$&'()*+,;=%:[\]-]+$/;

/**
 * Refuses a request that was sent to another name than one of this machine: a page whose name leads here (DNS
 * rebinding) would have the service's origin, and could read every answer.
 */
export const refuseOtherHosts: MiddlewareHandler = async (context, next) => {
  const host = context.req.header("host");
  if (host !== undefined && !(LOOPBACK.test(host) && isHost(host))) {
    throw new ClarityError(
      "invalid_request",
      "The service answers to localhost, 127.0.0.1 and [::1], and found another name in Host. To let others in, start it with HOST=0.0.0.0.",
    );
  }
  await next();
};

/** Refuses a `Host` that names no host at all, where every name is welcome. RFC 9112 asks for 400. */
export const refuseInvalidHosts: MiddlewareHandler = async (context, next) => {
  const host = context.req.header("host");
  if (host !== undefined && !isHost(host)) {
    throw new ClarityError(
      "invalid_request",
      "The Host header is invalid: expected a host name or an IP address, with a port or without one.",
    );
  }
  await next();
};

/** `URL` checks what a pattern cannot: octets, IPv6 addresses, percent-encoding and ports. */
function isHost(host: string): boolean {
  return HOST_CHARACTERS.test(host) && URL.canParse(`http://${host}`);
}
