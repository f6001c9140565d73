/** Set by the build: the script of the page's worker, compressed with Brotli, in base64. */
declare const BUILD_VERIFIER: { readonly path: string; readonly br: string };

/** A file of its own next to the bundle, because only the view "verify" needs it. */
export const COMPRESSED_VERIFIER: Uint8Array = Buffer.from(BUILD_VERIFIER.br, "base64");
/** Where it is served: the path has a hash of the content. */
export const VERIFIER_PATH: string = BUILD_VERIFIER.path;
