import type { TextPosition } from "./text-position.ts";

interface Fault {
  /** Where, as a JSON Pointer (RFC 6901); "" is the whole document. */
  readonly pointer: string;
  readonly expected: string;
  /** The received value, in words. */
  readonly received: string;
  /** Where in the text; undefined when it could not be found. */
  readonly position?: TextPosition | undefined;
  /** The text around the position, with control characters made visible. */
  readonly near?: string | undefined;
  /** What to do, as sentences. */
  readonly advice?: string | undefined;
}

/** The reason why a text has no unambiguous hash. */
export class InexactJsonError extends Error {
  override readonly name = "InexactJsonError";
  readonly fault: Fault;

  constructor(fault: Fault, options?: ErrorOptions) {
    super(`expected ${fault.expected}, found ${fault.received}`, options);
    this.fault = fault;
  }
}
