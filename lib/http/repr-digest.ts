/**
 * The value of `Repr-Digest` (RFC 9530): the SHA-256 of the whole representation in base64, so that a client
 * can check what it received with any library.
 *
 * @param sha256 64 hex digits
 */
export function reprDigest(sha256: string): string {
  return `sha-256=:${Buffer.from(sha256, "hex").toString("base64")}:`;
}
