/** A font is bundled as its bytes: esbuild's `binary` loader, and a plugin of the same effect in vitest. */
declare module "*.ttf" {
  const bytes: Uint8Array;
  export default bytes;
}

/** A font that is compressed with Brotli. */
declare module "*.ttf.br" {
  const bytes: Uint8Array;
  export default bytes;
}
