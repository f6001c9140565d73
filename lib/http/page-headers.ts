/**
 * What a browser is told to refuse on the console, whatever gets into it: nothing inline, nothing from
 * elsewhere, in nobody's frame.
 *
 * @param redirectsTo an origin that the API may redirect to: a policy also holds for where a request ends
 */
export function pageHeaders(redirectsTo: string | undefined): Readonly<Record<string, string>> {
  return {
    "content-security-policy": contentSecurityPolicy(redirectsTo),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": NO_POWERS,
    "cross-origin-opener-policy": "same-origin",
  };
}

/** Writing to the clipboard is left: the page copies keys. */
const NO_POWERS = ["camera", "display-capture", "geolocation", "microphone", "payment", "usb"]
  .map((power) => `${power}=()`)
  .join(", ");

function contentSecurityPolicy(redirectsTo: string | undefined): string {
  const directives = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": ["'self'", ...(redirectsTo === undefined ? [] : [redirectsTo])].join(" "),
    // A report that was fetched is shown from memory. To Chromium 156 a frame's policy is all that counts; to
    // others their own viewer is a plug-in (https://github.com/w3c/webappsec-csp/issues/394).
    "frame-src": "blob:",
    "object-src": "blob:",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
  };
  return Object.entries(directives)
    .map((directive) => directive.join(" "))
    .join("; ");
}
