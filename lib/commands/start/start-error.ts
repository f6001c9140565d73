/** Why the service cannot start, or ended: a message for the operator, who needs no stack. */
export class StartError extends Error {
  override readonly name = "StartError";
}
