/** Set by the build: the page's large scripts by path, compressed with Brotli, in base64. */
declare const BUILD_SCRIPTS: Readonly<Record<string, string>>;

/**
 * A file of its own next to the bundle, because only two views need these scripts: the worker of "verify", and the
 * reader of PDFs of "compare". The paths have a hash of the content.
 */
export const COMPRESSED_SCRIPTS: ReadonlyMap<string, Uint8Array> = new Map(
  Object.entries(BUILD_SCRIPTS).map(([path, br]) => [path, Buffer.from(br, "base64")]),
);
