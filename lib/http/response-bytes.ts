const bytesOfResponses = new WeakMap<Response, Uint8Array>();

/**
 * A response of these bytes, which must not be changed. Only `bytesOf` returns them: a body would copy them, and making
 * its stream takes a twentieth of the time of a hit.
 */
export function responseOf(
  bytes: Uint8Array,
  status: number,
  headers: Readonly<Record<string, string>>,
): Response {
  const response = new Response(undefined, { status, headers });
  bytesOfResponses.set(response, bytes);
  return response;
}

/** The bytes of a response that `responseOf` has made; undefined for any other. */
export function knownBytesOf(response: Response): Uint8Array | undefined {
  return bytesOfResponses.get(response);
}

/** The bytes of a response's body, which must not be changed. */
export async function bytesOf(response: Response): Promise<Uint8Array> {
  return knownBytesOf(response) ?? new Uint8Array(await response.arrayBuffer());
}

const texts = new WeakMap<Uint8Array, string>();

/** The bytes in base64, encoded once as long as they are in memory. */
export function base64Of(bytes: Uint8Array): string {
  const known = texts.get(bytes);
  if (known !== undefined) return known;
  const text = viewOf(bytes).toString("base64");
  texts.set(bytes, text);
  return text;
}

/** The bytes as a buffer, without a copy. */
export function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
