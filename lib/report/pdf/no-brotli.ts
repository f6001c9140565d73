/** Stands in for fontkit's WOFF2 decoder, 475 KB that no TrueType font needs. */
export default function decompress(): never {
  throw new TypeError("WOFF2 fonts are not supported: the report's fonts are TrueType.");
}
